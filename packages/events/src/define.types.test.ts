import { describe, expectTypeOf, it } from "vitest";
import * as z from "zod";
import { defineEvent, type EventOf } from "./define.ts";
import { type manifest, parseEvent, type RunEvent } from "./manifest.ts";
import { Loaded } from "./run/loaded.ts";
import type { Planned } from "./run/planned.ts";
import { loadedV1, sampleMetadata } from "./testing/sample.ts";

const Text = z.object({ text: z.string() });
const Count = z.object({ count: z.int() });

describe("EventOf", () => {
  it("is the latest version", () => {
    type Data = EventOf<typeof Loaded>["data"];
    expectTypeOf<Data["rows"]["inserted"]>().toEqualTypeOf<number>();
    expectTypeOf<Data["mode"]>().toEqualTypeOf<"append" | "merge" | "replace">();
    expectTypeOf<EventOf<typeof Loaded>["metadata"]["type"]>().toEqualTypeOf<"Loaded">();
    expectTypeOf<Loaded>().toEqualTypeOf<EventOf<typeof Loaded>>();
    expectTypeOf<ReturnType<typeof Loaded.parse>>().toEqualTypeOf<Loaded>();
  });

  it("is the third of three", () => {
    const event = defineEvent("Thing", "A thing.", {
      1: Text,
      2: { schema: Text, upcast: (older: z.output<typeof Text>) => older },
      3: { schema: Count, upcast: ({ text }: z.output<typeof Text>) => ({ count: text.length }) },
    });
    expectTypeOf<EventOf<typeof event>["data"]>().toEqualTypeOf<{ count: number }>();
  });

  it("tells the two kinds of a plan apart by their scope", () => {
    const read = (event: EventOf<typeof Planned>) =>
      event.data.scope === "run" ? event.data.units : undefined;
    expectTypeOf(read).returns.toEqualTypeOf<number | undefined>();
    // @ts-expect-error a unit's plan has no count
    const wrong = (event: EventOf<typeof Planned>) => event.data.units;
    void wrong;
  });
});

describe("RunEvent", () => {
  it("is every event of the manifest, and none else", () => {
    expectTypeOf<RunEvent>().toEqualTypeOf<EventOf<(typeof manifest)["definitions"][number]>>();
    expectTypeOf(parseEvent).returns.toEqualTypeOf<RunEvent>();
  });

  it("is narrowed by its type", () => {
    const inserted = (event: RunEvent) =>
      event.metadata.type === "Loaded" ? (event as Loaded).data.rows.inserted : 0;
    expectTypeOf(inserted).returns.toEqualTypeOf<number>();
  });
});

it("does not compile: data of an older version, or an event without what it must have", () => {
  const unread = () => {
    // @ts-expect-error version 1 is never published
    Loaded.make(sampleMetadata, loadedV1);
    // @ts-expect-error the type and the version are not the caller's to give
    Loaded.make({ ...sampleMetadata, type: "Loaded", version: 1 }, {});
  };
  void unread;
});

it("does not compile: an upcast that takes or gives another shape", () => {
  const unread = () => {
    defineEvent("Thing", "It takes what version 1 never was.", {
      1: Text,
      // @ts-expect-error version 1 has no count
      2: { schema: Count, upcast: ({ count }: { count: number }) => ({ count }) },
    });
    defineEvent("Thing", "It gives what version 2 is not.", {
      1: Text,
      // @ts-expect-error version 2 wants a count
      2: { schema: Count, upcast: ({ text }: { text: string }) => ({ text }) },
    });
  };
  void unread;
});
