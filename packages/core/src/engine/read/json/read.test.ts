import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Column } from "../../../contract/column.ts";
import { column } from "../../testing/scratch.ts";
import { openReader, type TestReader, whole } from "../testing/reader.ts";

let reader: TestReader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const columns = [column("a", "int32"), column("b", "text")];

async function read(
  content: string | Uint8Array,
  type: "ndjson" | "json" = "ndjson",
  of: readonly Column[] = columns,
) {
  const path = await reader.file("data.json", content);
  return reader.read({ kind: "files", format: { type, compression: "none" }, slices: [whole(path)] }, of);
}
const sorted = ({ rows }: Awaited<ReturnType<typeof read>>) =>
  [...rows].sort((x, y) => Number(x[0]) - Number(y[0]));

describe("one object a line", () => {
  test("in one go where every line is plain", async () => {
    const content =
      '{"a": 1, "b": "x"}\n\n  \n{"b": "y\\n\\u00e9", "more": {"c": [1.50, null]}, "a": 2}\r\n{"a": 3, "b": null}\n{"a": 4}\n{}';
    const result = await read(content);
    expect(sorted(result)).toEqual([
      [null, null],
      ["1", "x"],
      ["2", "y\né"],
      ["3", null],
      ["4", null],
    ]);
    expect(result).toMatchObject({ rejects: [], writes: 1 });
  });

  test("the last day of a month is plain too", async () => {
    const dates = [column("day", "date"), column("at", { kind: "timestamptz", js: "text" })];
    const content = '{"day": "2024-12-31", "at": "2024-02-29T10:00:00Z"}\n';
    expect(await read(content, "ndjson", dates)).toEqual({
      rows: [["2024-12-31", "2024-02-29 10:00:00+00"]],
      rejects: [],
      writes: 1,
    });
  });

  test("nothing at all", async () => {
    expect((await read("")).rows).toEqual([]);
    expect((await read("\n \n")).rows).toEqual([]);
  });

  test("a bad line is a reject with its line and its text; the others are read", async () => {
    const lines = [
      '{"a": 1, "b": "x"}',
      "",
      '{"a": 2, "b":',
      "[1]",
      "null",
      '{"a": "x"}',
      '{"a": 1.5}',
      '{"b": 300}',
      '{"a": 1, "a": 2}',
      '{"a": 3}',
    ];
    const result = await read(lines.join("\n"));
    expect(sorted(result)).toEqual([
      ["1", "x"],
      ["3", null],
    ]);
    expect(
      result.rejects.map(({ line, column, text, reason, code }) => [line, column, text, reason, code]),
    ).toEqual([
      [3, null, lines[2], expect.stringMatching(/^not JSON: Unexpected end/), "json.syntax"],
      [4, null, "[1]", "a list where an object is expected", "json.not-object"],
      [5, null, "null", "null where an object is expected", "json.not-object"],
      [6, "a", lines[5], '"x" is not a whole number', "json.bad-value"],
      [7, "a", lines[6], '"1.5" has digits after the point: a whole number is expected', "json.bad-value"],
      [8, "b", lines[7], "the number 300 where a text is expected", "json.bad-value"],
      [9, "a", lines[8], 'the key "a" is there twice', "json.duplicate-key"],
    ]);
  });

  test("numbers as texts, and with every digit they have", async () => {
    const exact = [
      column("big", "int64"),
      column("amount", { kind: "decimal", precision: 38, scale: 10 }),
      column("more", "json"),
    ];
    const content = [
      '{"big": 9007199254740993, "amount": 1234567890123456789012345678.0123456789, "more": {"x": 12345678901234567890.123}}',
      '{"big": "9223372036854775807", "amount": "0.1", "more": 1.50}',
      '{"big": 1e3, "amount": 1.5e-3, "more": [9007199254740993]}',
    ].join("\n");
    const { rows, rejects } = await read(content, "ndjson", exact);
    expect(rejects).toEqual([]);
    expect([...rows].sort()).toEqual([
      ["1000", "0.0015000000", "[9007199254740993]"],
      ["9007199254740993", "1234567890123456789012345678.0123456789", '{"x":12345678901234567890.123}'],
      ["9223372036854775807", "0.1000000000", "1.50"],
    ]);
  });

  test("bytes that are no UTF-8", async () => {
    const content = Buffer.from('{"a": 1, "b": "caf\xe9"}\n{"a": 2, "b": "ok"}\n', "latin1");
    const { rows, rejects } = await read(content);
    expect(rows).toEqual([["2", "ok"]]);
    expect(rejects).toMatchObject([{ line: 1, code: "json.encoding" }]);
  });

  test("lines are those of the file in a part of it too", async () => {
    const lines = ['{"a": 1}', '{"a": 2}', "bad", '{"a": 3}', "worse"];
    const content = lines.join("\n");
    const path = await reader.file("part.ndjson", content);
    const from = content.indexOf("bad");
    const { rows, rejects } = await reader.read(
      {
        kind: "files",
        format: { type: "ndjson", compression: "none" },
        slices: [{ path, range: { unit: "bytes", from, to: content.length }, firstLine: 3 }],
      },
      columns,
    );
    expect(rows).toEqual([["3", null]]);
    expect(rejects.map(({ line, text }) => [line, text])).toEqual([
      [3, "bad"],
      [5, "worse"],
    ]);
  });

  test("a bad line among many, in constant pieces", async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) =>
      i === 25_000 ? "bad" : `{"a": ${i}, "b": "${"x".repeat(60)}"}`,
    );
    const { rows, rejects } = await read(lines.join("\n"));
    expect(rows.length).toBe(29_999);
    expect(rejects).toMatchObject([{ line: 25_001, text: "bad" }]);
  });
});

describe("one list", () => {
  test("elements over any lines, with brackets and commas in texts", async () => {
    const content = '\n[ {"a": 1,\r\n "b": "],[{\\"\\\\"},\n\n{"a": 2, "more": [[1], {"x": []}]}\n]\n ';
    expect(sorted(await read(content, "json"))).toEqual([
      ["1", '],[{"\\'],
      ["2", null],
    ]);
  });

  test.each(["[]", " [ ] ", ""])("%j has no rows", async (content) => {
    expect((await read(content, "json")).rows).toEqual([]);
  });

  test("a bad element is a reject with its number", async () => {
    const { rows, rejects } = await read('[{"a": 1}, {"a": 1.5}, 7, {"a": 2}, {"a":}]', "json");
    expect(rows.map(([a]) => a).sort()).toEqual(["1", "2"]);
    expect(rejects.map(({ line, text, code }) => [line, text, code])).toEqual([
      [2, '{"a": 1.5}', "json.bad-value"],
      [3, "7", "json.not-object"],
      [5, '{"a":}', "json.syntax"],
    ]);
  });

  test("a list of many elements in several pieces", async () => {
    const list = Array.from({ length: 20_000 }, (_, i) => ({ a: i, b: `text, [${i}] é` }));
    const { rows } = await read(JSON.stringify(list, null, 1), "json");
    expect(rows.length).toBe(20_000);
    expect(new Set(rows.map(([, b]) => b)).size).toBe(20_000);
  });

  test.each([
    ["an object", '{"a": 1}', "json.not-a-list", /begins with "\{"/],
    ["something behind the list", '[{"a": 1}] x', "json.not-a-list", /"x" follows/],
    ["a list that was cut off", '[{"a": 1}, {"a": ', "file.damaged", /has no end/],
    ["a list without its bracket", '[{"a": 1}', "file.damaged", /has no end/],
  ])("%s", async (_what, content, code, why) => {
    await expect(read(content, "json")).rejects.toMatchObject({
      code,
      why: expect.stringMatching(why),
      where: expect.stringContaining("data.json"),
    });
  });
});
