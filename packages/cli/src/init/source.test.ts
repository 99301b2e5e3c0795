import type { Column, ColumnType, Inference } from "@waybill/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { contractSource } from "./contract.ts";
import { nextLines } from "./lines.ts";
import { nameFrom } from "./name.ts";
import { formatOptions } from "./options.ts";
import { pipelineSource } from "./source.ts";

const csv = {
  type: "csv",
  delimiter: ",",
  quote: '"',
  escape: '"',
  header: true,
  names: ["id"],
  encoding: "utf-8",
  nulls: [""],
  comment: "",
  skip: 0,
  dateFormat: null,
  timestampFormat: null,
  decimalSeparator: ".",
  compression: "none",
} as const;

const column = (name: string, type: ColumnType, nullable = false): Column => ({ name, type, nullable });

test.each([
  ["data/orders.csv", "orders"],
  ["data/2024 Orders.csv.gz", "_2024_orders"],
  ["Bestellungen März.tsv", "bestellungen_marz"],
  ["日本.parquet", "data"],
  ["step1.csv", "_step1"],
  [".csv", "data"],
  ["a--b..json", "a_b"],
])("%s is called %s", (path, name) => {
  expect(nameFrom(path)).toBe(name);
});

test("whatever the file is called, the name is one that a pipeline takes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), (path) => {
      expect(nameFrom(path)).toMatch(/^[a-z_][a-z0-9_]*$/);
    }),
  );
});

test("each type is written as an author would write it", () => {
  const kinds: readonly (readonly [ColumnType, string])[] = [
    [{ kind: "int32" }, "z.int32()"],
    [{ kind: "int" }, "z.int()"],
    [{ kind: "int64" }, "z.int64()"],
    [{ kind: "double" }, "z.number()"],
    [{ kind: "float32" }, "z.float32()"],
    [{ kind: "decimal", precision: 12, scale: 2 }, "decimal(12, 2)"],
    [{ kind: "boolean" }, "z.boolean()"],
    [{ kind: "text" }, "z.string()"],
    [{ kind: "text", maxLength: 8 }, "z.string().max(8)"],
    [{ kind: "uuid" }, "z.uuid()"],
    [{ kind: "date" }, "z.iso.date()"],
    [{ kind: "time" }, "z.iso.time()"],
    [{ kind: "timestamp" }, "z.iso.datetime({ local: true })"],
    [{ kind: "timestamptz", js: "text" }, "z.iso.datetime({ offset: true })"],
    [{ kind: "timestamptz", js: "date" }, "z.date()"],
    [{ kind: "json" }, "z.json()"],
    [{ kind: "bytes" }, "bytes()"],
  ];
  for (const [type, source] of kinds) {
    expect(contractSource([column("a", type)])).toBe(`z.object({\n  a: ${source},\n})`);
  }
  expect(contractSource([column('order "date"', { kind: "date" }, true)])).toBe(
    'z.object({\n  "order \\"date\\"": z.iso.date().nullable(),\n})',
  );
});

test("of the format only what is unusual is said", () => {
  expect(formatOptions(csv)).toEqual([]);
  expect(formatOptions({ type: "parquet" })).toEqual([]);
  expect(
    formatOptions({ ...csv, delimiter: ";", encoding: "latin-1", decimalSeparator: ",", nulls: ["", "NA"] }),
  ).toEqual(['delimiter: ";"', 'encoding: "latin-1"', 'decimalSeparator: ","', 'nulls: ["","NA"]']);
});

const inference: Inference = {
  format: { ...csv, delimiter: "\t" },
  columns: [
    column("id", { kind: "int" }),
    column("price", { kind: "decimal", precision: 8, scale: 2 }, true),
  ],
  sampledRows: 1200,
  doubts: ["`zip` looks like a number, but `00501` has a leading zero: kept as text"],
};

test("the file that is written", () => {
  expect(
    pipelineSource({ name: "orders", path: "data/orders.tsv", inference }),
  ).toBe(`import { decimal, files, pipeline } from "@waybill/core";
import * as z from "zod";

/** What a row is: the one place that says the type of each column, from the file to the warehouse. */
export const Row = z.object({
  id: z.int(),
  price: decimal(8, 2).nullable(),
});

export default pipeline("orders", files("data/orders.tsv", { row: Row, delimiter: "\\t" }))
  .tolerate({ quarantined: "1%", rejected: "1%" })
  .load({ table: "orders", mode: "replace" });
`);
});

test("what was not certain is said, and what to type next", () => {
  const typed = (...words: string[]) => ["waybill", ...words].join(" ");
  expect(nextLines({ file: "pipelines/orders.ts", inference, typed }, plainPaint)).toEqual([
    "✓ wrote pipelines/orders.ts: 2 columns of csv, from 1,200 rows",
    "",
    "look at these: they were not certain",
    "  ? `zip` looks like a number, but `00501` has a leading zero: kept as text",
    "",
    "type next",
    "  waybill check ./pipelines/orders.ts   is it right?",
    "  waybill run ./pipelines/orders.ts     run it",
    "  to run it by its name, add its file to the list in pipelines/index.ts",
  ]);
});
