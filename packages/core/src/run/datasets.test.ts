import { describe, expect, test } from "vitest";
import { testEvent } from "../testing/test-event.ts";
import { datasetsOf } from "./datasets.ts";

describe("datasetsOf", () => {
  test("finds every uri at any depth, each once", () => {
    const data = {
      inputs: [{ uri: "file:a.csv" }, { uri: "file:b.csv" }],
      artifact: { uri: "local:rows", schema: [{ name: "uri", type: "VARCHAR" }] },
      lookups: { airports: { uri: "local:airports" }, again: { uri: "local:rows" } },
      rejects: null,
    };
    expect(datasetsOf(testEvent({ data }))).toEqual([
      "file:a.csv",
      "file:b.csv",
      "local:rows",
      "local:airports",
    ]);
  });

  test("a table is a dataset of the warehouse, where the event itself names it", () => {
    expect(datasetsOf(testEvent({ data: { table: "flights", deep: { table: "other" } } }))).toEqual([
      "warehouse:flights",
    ]);
  });

  test.each([[null], ["text"], [7], [{}], [{ uri: 7 }], [{ uri: null }]])("%j names none", (data) => {
    expect(datasetsOf({ ...testEvent(), data })).toEqual([]);
  });
});
