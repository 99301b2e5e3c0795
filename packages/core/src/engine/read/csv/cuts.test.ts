import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cutAtRows } from "../../../sources/file/row-starts.ts";
import type { FileSlice } from "../../../sources/source.ts";
import { column } from "../../testing/scratch.ts";
import { CSV, openReader, type TestReader, whole } from "../testing/reader.ts";

let reader: TestReader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const columns = [column("a", "int32"), column("b", "text")];

/** A line end within quotes in most rows; a row that cannot be read, and one that would be misread. */
const LINES = [
  "a,b",
  '1,"x',
  'y"',
  '2,"',
  '"',
  "3,z",
  '1.5,"v',
  '"',
  '4,"say ""hi,',
  '"""',
  '5,12" w',
  "bad,u",
  '6,"end"',
];

const ENDS = [
  ["LF", "\n"],
  ["CR LF", "\r\n"],
  ["CR", "\r"],
] as const;

describe.each(ENDS)("a file with line ends in %s", (_name, end) => {
  test("cut at every size: the partitions together hold every row once", async () => {
    const content = `${LINES.join(end)}${end}`;
    const path = await reader.file("cut.csv", content);
    const format = { ...CSV, names: ["a", "b"] };
    const read = (slices: readonly FileSlice[]) => reader.read({ kind: "files", format, slices }, columns);
    const all = await read([whole(path)]);
    expect(all.rows.length + all.rejects.length).toBe(8);

    const seen = new Map<string, Awaited<ReturnType<typeof read>>>();
    const cuts = new Set<string>();
    for (let targetBytes = 1; targetBytes <= content.length; targetBytes++) {
      const signal = new AbortController().signal;
      const ranges = await cutAtRows(path, { ...format, targetBytes, signal });
      cuts.add(ranges.map(({ from }) => from).join(" "));
      expect(ranges.map(({ from }) => from).slice(1)).toEqual(ranges.map(({ to }) => to).slice(0, -1));
      expect(ranges.at(-1)?.to).toBe(content.length);
      const parts = [];
      for (const { from, to, firstLine } of ranges) {
        const key = `${from}-${to}`;
        const part = seen.get(key) ?? (await read([{ path, range: { unit: "bytes", from, to }, firstLine }]));
        seen.set(key, part);
        parts.push(part);
      }
      expect(parts.flatMap(({ rows }) => rows).sort()).toEqual([...all.rows].sort());
      expect(parts.flatMap(({ rejects }) => rejects)).toEqual(all.rejects);
    }
    expect(cuts.size, "different ways of cutting").toBeGreaterThan(4);
  });
});

describe("a file of more than one stretch of reading", () => {
  test("every part has at least the bytes that are asked for, and all lines are told right", async () => {
    const row = (i: number) => `${i % 5000 === 4999 ? "bad" : i},"value\n${"é".repeat(i % 60)}"\n`;
    const content = `a,b\n${Array.from({ length: 40_000 }, (_, i) => row(i)).join("")}`;
    const path = await reader.file("large.csv", content);
    const format = { ...CSV, names: ["a", "b"] };
    const ranges = await cutAtRows(path, {
      ...format,
      targetBytes: 500_000,
      signal: new AbortController().signal,
    });
    expect(ranges.length).toBeGreaterThan(3);
    for (const { from, to } of ranges.slice(0, -1)) expect(to - from).toBeGreaterThanOrEqual(500_000);
    const lines: (number | null)[] = [];
    let rows = 0;
    for (const { from, to, firstLine } of ranges) {
      const slices = [{ path, range: { unit: "bytes" as const, from, to }, firstLine }];
      const part = await reader.read({ kind: "files", format, slices }, columns);
      rows += part.rows.length;
      lines.push(...part.rejects.map(({ line }) => line));
    }
    expect(rows).toBe(40_000 - 8);
    expect(lines).toEqual(Array.from({ length: 8 }, (_, i) => 2 + 2 * (i * 5000 + 4999)));
  });
});
