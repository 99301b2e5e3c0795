import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Transient } from "../../../errors.ts";
import type { RowsReading } from "../../../sources/source.ts";
import { column } from "../../testing/scratch.ts";
import { openReader, type TestReader } from "../testing/reader.ts";

let reader: TestReader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const columns = [column("id", "int"), column("name", "text")];
const reading = (rows: Iterable<unknown> | AsyncIterable<unknown>): RowsReading => ({
  kind: "rows",
  rows: () => rows as AsyncIterable<Record<string, unknown>>,
});

describe("rows of an author's code", () => {
  test("NULL, the empty text, what looks like NULL, line ends; other keys are not looked at", async () => {
    const rows = [
      { id: 1, name: "", more: () => 1 },
      { id: 2, name: null },
      { name: undefined },
      { id: 4, name: 'a,"b"\r\nc' },
      { id: 5, name: "NULL" },
    ];
    const result = await reader.read(reading(rows), columns);
    expect(result.rejects).toEqual([]);
    expect([...result.rows].sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [null, null],
      ["1", ""],
      ["2", null],
      ["4", 'a,"b"\r\nc'],
      ["5", "NULL"],
    ]);
  });

  test("no rows", async () => {
    expect((await reader.read(reading([]), columns)).rows).toEqual([]);
  });

  test("a value of another type makes a reject with the row's number", async () => {
    const rows = [{ id: 1, name: "x" }, { id: "2", name: "y" }, { id: 3, name: 4n }, "text", null];
    const { rows: read, rejects } = await reader.read(reading(rows), columns);
    expect(read).toEqual([["1", "x"]]);
    expect(rejects).toEqual([
      {
        file: null,
        line: 2,
        column: "id",
        text: '{"id":"2","name":"y"}',
        reason: 'the text "2" where a whole number is expected',
        code: "rows.bad-value",
      },
      {
        file: null,
        line: 3,
        column: "name",
        text: '{"id":3,"name":"4"}',
        reason: "the bigint 4 where a text is expected",
        code: "rows.bad-value",
      },
      {
        file: null,
        line: 4,
        column: null,
        text: '"text"',
        reason: "a string where a row is expected",
        code: "rows.bad-value",
      },
      {
        file: null,
        line: 5,
        column: null,
        text: "null",
        reason: "null where a row is expected",
        code: "rows.bad-value",
      },
    ]);
  });

  test("a default fills in for NULL", async () => {
    const filled = [column("id", "int"), { ...column("name", "text"), default: "it's none" }];
    expect((await reader.read(reading([{ id: 1 }]), filled)).rows).toEqual([["1", "it's none"]]);
  });

  test("a hundred thousand rows from an async function", async () => {
    async function* many() {
      for (let i = 0; i < 100_000; i++) yield { id: i, name: `name ${i}` };
    }
    expect((await reader.read(reading(many()), columns)).rows.length).toBe(100_000);
  });

  test.each([
    ["a mistake in the code stays", new TypeError("x is not a function"), "permanent"],
    ["anything else may pass", new Error("socket hang up"), "transient"],
    ["an error of Waybill stays what it is", new Transient("api.busy", "the API is busy"), "transient"],
  ])("%s", async (_what, error, kind) => {
    async function* failing() {
      yield { id: 1 };
      throw error;
    }
    await expect(reader.read(reading(failing()), columns)).rejects.toMatchObject({
      class: kind,
      code: "code" in error ? error.code : "rows.failed",
    });
  });
});
