import { describe, expect, test } from "vitest";
import * as z from "zod";
import { pipeline } from "./pipeline.ts";
import { flights } from "./testing/flights.ts";
import { refusal } from "./testing/refusal.ts";
import { sourceOf } from "./testing/source.ts";

const bare = pipeline("flights", flights);

describe("tolerate", () => {
  test("a share, or a number of rows", () => {
    expect(bare.tolerate({ quarantined: "0.5%", rejected: 10 }).plan.tolerate).toEqual({
      quarantined: { share: 0.005 },
      rejected: { rows: 10 },
    });
    expect(bare.tolerate({ rejected: 0 }).plan.tolerate).toEqual({
      quarantined: null,
      rejected: { rows: 0 },
    });
    expect(bare.tolerate({ quarantined: "100%" }).plan.tolerate.quarantined).toEqual({ share: 1 });
  });

  test.each([["1"], ["101%"], [-1], [0.5], [null], [""]])("not %j", (limit) => {
    expect(refusal(() => bare.tolerate({ quarantined: limit as number }))).toMatch(
      /^tolerate\.limit: .* is no limit for quarantined \(pipeline flights, \.tolerate\(\)\).*quarantined: "1%"/,
    );
  });

  test("once", () => {
    expect(refusal(() => bare.tolerate({ rejected: 1 }).tolerate({ quarantined: 1 }))).toMatch(
      /^tolerate\.twice/,
    );
  });
});

describe("load", () => {
  test("has its usual values", () => {
    expect(bare.load({ table: "ops.flights", mode: "replace" }).plan.load).toEqual({
      table: "ops.flights",
      mode: "replace",
      key: [],
      drift: "evolve",
      undoDays: 7,
    });
  });

  test.each(["flights", "my-flights", "ops.flights_2"])("into %s", (table) => {
    expect(bare.load({ table, mode: "append" }).plan.load?.table).toBe(table);
  });
  test.each(["", "a b", "a.b.c", ".a", "a.", 'a"b', "_waybill_ledger", "x._waybill_ledger", "a;drop"])(
    "not into %j",
    (table) => {
      expect(refusal(() => bare.load({ table, mode: "append" }))).toMatch(
        /^load\.table: .*table: "ops\.flights"/,
      );
    },
  );

  const json = pipeline("p", sourceOf("d", z.object({ tags: z.json(), id: z.int() })));
  test.each<[string, () => unknown, RegExp]>([
    [
      "another mode",
      () => bare.load({ table: "t", mode: "upsert" as "append" }),
      /^load\.mode: "upsert" is no mode.*append, merge, replace/,
    ],
    [
      "another drift",
      () => bare.load({ table: "t", mode: "append", drift: "ignore" as "evolve" }),
      /^load\.drift: "ignore"/,
    ],
    ["half a day", () => bare.load({ table: "t", mode: "append", undoDays: 0.5 }), /^load\.undo/],
    [
      "merge without a key",
      () => bare.load({ table: "t", mode: "merge", key: [] }),
      /^load\.key: merge needs a key/,
    ],
    [
      "merge with no word about a key",
      () => bare.load({ table: "t", mode: "merge" } as never),
      /^load\.key: merge needs a key/,
    ],
    ["a column twice", () => bare.load({ table: "t", mode: "merge", key: ["id", "id"] }), /each column once/],
    [
      "append with a key",
      () => bare.load({ table: "t", mode: "append", key: ["id"] as never }),
      /^load\.key: append has no use for a key/,
    ],
    [
      "a misspelt key",
      () => bare.load({ table: "t", mode: "merge", key: ["idd" as "id"] }),
      /there is no column idd \(pipeline flights, \.load\(\)\); did you mean id\?/,
    ],
    [
      "a key that is not compared",
      () => json.load({ table: "t", mode: "merge", key: ["tags"] }),
      /^load\.key: tags cannot be in a key.*json/,
    ],
  ])("refuses %s", (_, define, expected) => {
    expect(refusal(define)).toMatch(expected);
  });
});
