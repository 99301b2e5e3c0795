import { expectTypeOf, it } from "vitest";
import { Completed } from "./run/completed.ts";
import { Failed } from "./run/failed.ts";
import { Loaded } from "./run/loaded.ts";
import { Planned } from "./run/planned.ts";
import { type SubscriberContext, subscriber, toPattern } from "./subscriber.ts";

it("is told the event in its latest version", () => {
  subscriber({ on: Loaded }, (event, context) => {
    expectTypeOf(event).toEqualTypeOf<Loaded>();
    expectTypeOf(event.data.rows.inserted).toEqualTypeOf<number>();
    expectTypeOf(event.metadata.type).toEqualTypeOf<"Loaded">();
    expectTypeOf(context).toEqualTypeOf<SubscriberContext>();
    // @ts-expect-error Loaded has no such field
    event.data.rows.insrted;
  });
});

it("compiles: every kind of filter", () => {
  toPattern(Loaded, { pipeline: ["flights"], tenant: [{ prefix: "a" }], replay: [false] });
  toPattern(Loaded, { slot: { stage: ["load"], generation: [{ numeric: [">", 0] }] } });
  toPattern(Loaded, { partition: { source: [{ exists: true }] } });
  toPattern(Loaded, {
    data: { mode: ["merge", { "anything-but": "append" }], drift: { column: ["delay"] } },
  });
  toPattern(Loaded, { data: { rows: { inserted: [0, { numeric: [">", 1, "<=", 5] }] } } });
  toPattern(Failed, { data: { reason: { class: ["permanent"], where: [null, { prefix: "flights" }] } } });
  toPattern(Planned, { data: { scope: ["run"], units: [0] } });
  toPattern(Completed, { data: { reason: { code: ["csv.missing-file"] }, stages: { load: { rows: [0] } } } });
});

it("does not compile: a field or a value that the event does not have", () => {
  const unread = () => {
    // @ts-expect-error pipeline is misspelt
    toPattern(Loaded, { pipelin: ["flights"] });
    // @ts-expect-error there are no rows inserrted
    toPattern(Loaded, { data: { rows: { inserrted: [1] } } });
    // @ts-expect-error a filter is a list
    toPattern(Loaded, { pipeline: "flights" });
    // @ts-expect-error a count is no text
    toPattern(Loaded, { data: { rows: { inserted: ["1"] } } });
    // @ts-expect-error no mode is called upsert
    toPattern(Loaded, { data: { mode: ["upsert"] } });
    // @ts-expect-error nor is one of them to be anything but it
    toPattern(Loaded, { data: { mode: [{ "anything-but": "upsert" }] } });
    // @ts-expect-error there is no such operator
    toPattern(Loaded, { pipeline: [{ prefiks: "f" }] });
    // @ts-expect-error numbers are compared from below to above
    toPattern(Loaded, { data: { ms: [{ numeric: ["<", 5, ">", 1] }] } });
    // @ts-expect-error the mode is never null
    toPattern(Loaded, { data: { mode: [null] } });
    // @ts-expect-error there is no such stage
    toPattern(Loaded, { slot: { stage: ["lode"] } });
    // @ts-expect-error rows are no text
    subscriber({ on: Loaded, where: { data: { rows: ["all"] } } }, () => {});
  };
  void unread;
});
