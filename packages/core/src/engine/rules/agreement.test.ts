import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ColumnType } from "../../contract/column.ts";
import type { Bound, Rule } from "../../quality/check.ts";
import { rowFails } from "../../quality/evaluate.ts";
import { keyOf } from "../../quality/value/order.ts";
import { check, column, openScratch, type Scratch } from "../testing/scratch.ts";
import { duckType } from "../types.ts";
import { fails } from "./expression.ts";
import { literal } from "./literal.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const NOW = Date.parse("2024-06-10T15:00:00Z");
type Value = Bound | boolean;

const day = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const cents = fc.integer({ min: -99_999, max: 99_999 }).map((n) => (n / 100).toFixed(2));
const float = fc.float({ noNaN: true, noDefaultInfinity: true });

/** A few values of each type, close to one another so that rules meet them. */
const TYPES: readonly (readonly [ColumnType, fc.Arbitrary<Value>])[] = [
  [{ kind: "int32" }, fc.integer({ min: -20, max: 20 })],
  [{ kind: "int" }, fc.maxSafeInteger()],
  [{ kind: "int64" }, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  [{ kind: "double" }, fc.double({ noNaN: true })],
  [{ kind: "float32" }, float],
  [{ kind: "decimal", precision: 12, scale: 2 }, cents],
  [{ kind: "text" }, fc.string({ unit: "grapheme", maxLength: 3 })],
  [{ kind: "date" }, day.map((text) => text.slice(0, 10))],
  [{ kind: "timestamp" }, day.map((text) => text.slice(0, -1))],
  [{ kind: "timestamptz", js: "text" }, day],
];

const ORDERED = new Set([
  "int32",
  "int",
  "int64",
  "double",
  "float32",
  "decimal",
  "date",
  "timestamp",
  "timestamptz",
]);

function rulesFor(type: ColumnType, value: fc.Arbitrary<Value>): fc.Arbitrary<Rule> {
  const bound = value as fc.Arbitrary<Bound>;
  const side = fc.option(bound);
  const always: fc.Arbitrary<Rule>[] = [
    fc.constant({ rule: "notNull" }),
    fc.array(value, { minLength: 1, maxLength: 4 }).map((values) => ({ rule: "oneOf", values })),
    fc.constant({ rule: "references", lookup: "known", target: "value" }),
  ];
  const ordered = fc
    .record({ low: side, high: side, exclusive: fc.constantFrom("low", "high", "both", undefined) })
    .map(({ exclusive, ...rest }): Rule => ({ rule: "between", ...rest, ...(exclusive && { exclusive }) }));
  if (ORDERED.has(type.kind)) always.push(ordered);
  if (type.kind === "text") {
    always.push(
      fc
        .tuple(fc.nat(3), fc.option(fc.nat(3)))
        .map(([low, more]) => ({ rule: "length", low, high: more === null ? null : low + more })),
      fc
        .constantFrom("^.$", "a|b", "[\\x00-\\x7f]", "^$")
        .map((pattern) => ({ rule: "matches", pattern, flags: "" })),
    );
  }
  if (type.kind.startsWith("int"))
    always.push(fc.integer({ min: 1, max: 9 }).map((of) => ({ rule: "multipleOf", of })));
  if (["date", "timestamp", "timestamptz"].includes(type.kind)) {
    always.push(fc.integer({ min: 60, max: 1e9 }).map((seconds) => ({ rule: "fresherThan", seconds })));
  }
  return fc.oneof(...always);
}

test.each(TYPES.map(([type, value]) => [type.kind, type, value] as const))(
  "%s: the engine and the evaluation in memory say the same of every row",
  async (_, type, value) => {
    const columns = [column("v", type)];
    const known = fc.array(value, { maxLength: 3 });
    const values = fc.array(fc.option(value), { minLength: 1, maxLength: 8 });
    const sqlOf = (one: Value | null) =>
      `CAST(${one === null ? "NULL" : literal(one, type)} AS ${duckType(type)})`;
    const table = (rows: readonly string[], name: string) =>
      `(SELECT ${name}, i FROM (VALUES ${rows.map((row, i) => `(${row}, ${i})`).join(", ")}) AS t(${name}, i))`;
    await fc.assert(
      fc.asyncProperty(values, known, rulesFor(type, value), async (rows, lookup, rule) => {
        const one = check("v.rule", rule);
        const inMemory = rows.map((v) =>
          rowFails(
            one,
            { v },
            { columns, runTime: NOW, lookupValues: () => new Set(lookup.map((v) => keyOf(type, v) ?? "")) },
          ),
        );
        const lookups = { known: table([...lookup, null].map(sqlOf), "value") };
        const sql = fails(one, columns, { runTime: NOW, lookups });
        const found = await scratch.connection.values(
          `SELECT coalesce(${sql}, false) FROM ${table(rows.map(sqlOf), "v")} ORDER BY i`,
        );
        expect(found.map(([bad]) => bad)).toEqual(inMemory);
      }),
      { numRuns: 60 },
    );
  },
);
