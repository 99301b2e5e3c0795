import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { Column } from "../contract/column.ts";
import type { Rules } from "../quality/check.ts";
import { keyRules } from "./key-rules.ts";
import { type Pipeline, pipeline } from "./pipeline.ts";
import type { LoadTarget, Plan } from "./plan.ts";
import { sourceOf } from "./testing/source.ts";

const Row = z.object({ id: z.int().min(0), name: z.string().max(9).nullable(), at: z.date() });
type Row = z.output<typeof Row>;
const codes = sourceOf("file:codes.csv", z.object({ code: z.string(), id: z.int() }));

/** What an author may do, in any order that is allowed: steps that keep the row, then rules, then a load. */
const STEPS = [
  (p: Pipeline<Row>) => p.sql({ query: "select * from input", produces: Row, with: { codes } }),
  (p: Pipeline<Row>) => p.sql({ query: "select * from input", produces: Row, scope: "run" }),
  (p: Pipeline<Row>) =>
    p.rows({ reads: ["name"], adds: { name: z.string().min(1).nullable() } }, ({ name }) => ({ name })),
];
const RULES = [
  (p: Pipeline<Row>) => p.check(({ id }) => [id.notNull(), id.between(0, 9)]),
  (p: Pipeline<Row>) => p.check(({ id }) => [id.unique(), id.notNull({ severity: "warn" })]),
  (p: Pipeline<Row>) => p.check(({ name }, rows) => [name.length(1, 9), rows.count({ min: 1 })]),
  (p: Pipeline<Row>) => p.check((_, rows) => [rows.unique(["id", "at"]), rows.satisfies("id > 0")]),
];
const REFERENCES = [
  (p: Pipeline<Row>) => p.check(({ name }) => [name.references(codes, "code")]),
  (p: Pipeline<Row>) => p.check(({ id }) => [id.references(codes, "id", { severity: "warn" })]),
];
const KEYS = [["id"], ["id", "at"], ["name"]] as const;

const some = <T>(list: readonly T[]) => fc.array(fc.constantFrom(...list), { maxLength: 3 });
const plans = fc
  .record({
    source: some(RULES),
    steps: some(STEPS),
    result: some([...RULES, ...REFERENCES]),
    key: fc.option(fc.constantFrom(...KEYS)),
  })
  .map(({ source, steps, result, key }): Plan => {
    const defined = [...source, ...steps, ...result].reduce(
      (p, change) => change(p),
      pipeline("p", sourceOf("d", Row)),
    );
    return key ? defined.load({ table: "t", mode: "merge", key }).plan : defined.plan;
  });

const namesOf = (columns: readonly Column[]) => new Set(columns.map(({ name }) => name));

function expectSound({ checks }: Rules, columns: readonly Column[]) {
  const names = namesOf(columns);
  const used = checks.flatMap((check) =>
    [check.column ?? [], check.rule === "unique" ? check.columns : []].flat(),
  );
  expect(used.filter((name) => !names.has(name))).toEqual([]);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
}

describe("whatever an author says", () => {
  test("rules are about columns that are there, each with an id of its own", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expectSound(plan.sourceRules, plan.source.source.contract.columns);
        expectSound(plan.resultRules, plan.columns);
        expect(plan.columns).toEqual(plan.steps.at(-1)?.columns ?? plan.source.source.contract.columns);
      }),
    );
  });

  test("every reference is to a lookup, and no lookup is there twice", () => {
    fc.assert(
      fc.property(plans, ({ lookups, sourceRules, resultRules }) => {
        const names = lookups.map(({ name }) => name);
        const referred = resultRules.checks.flatMap((check) =>
          check.rule === "references" ? check.lookup : [],
        );
        expect(referred.filter((name) => !names.includes(name))).toEqual([]);
        expect(new Set(names).size).toBe(names.length);
        expect(sourceRules.checks.filter(({ rule }) => rule === "references")).toEqual([]);
      }),
    );
  });

  test("without steps its rules are in one place", () => {
    fc.assert(
      fc.property(plans, ({ steps, sourceRules, resultRules }) => {
        if (steps.length === 0)
          expect([sourceRules, resultRules].filter(({ checks }) => checks.length > 0)).toHaveLength(1);
      }),
    );
  });

  test("what a key needs is checked where the rows are loaded from", () => {
    fc.assert(
      fc.property(plans, ({ load, sourceRules, resultRules }) => {
        const last = resultRules.checks.length > 0 ? resultRules : sourceRules;
        expect(keyRules(load, last.checks)).toEqual([]);
      }),
    );
  });
});

describe("the rules of a key", () => {
  const load = (key: readonly string[], mode: LoadTarget["mode"] = "merge"): LoadTarget => ({
    table: "t",
    mode,
    key,
    drift: "evolve",
    undoDays: 7,
  });
  const implied = { severity: "reject", implied: true } as const;

  test("are none without a merge", () => {
    expect(keyRules(null, [])).toEqual([]);
    expect(keyRules(load([], "append"), [])).toEqual([]);
  });

  test("are what nobody said yet", () => {
    expect(keyRules(load(["a", "b"]), [{ ...implied, column: "a", rule: "notNull" }])).toEqual([
      { ...implied, column: "b", rule: "notNull" },
      { ...implied, column: null, rule: "unique", columns: ["a", "b"], keep: null },
    ]);
  });

  test("are not met by uniqueness of a part or of more", () => {
    const unique = (columns: readonly string[]) =>
      ({ ...implied, column: null, rule: "unique", columns, keep: null }) as const;
    const missing = (columns: readonly string[]) =>
      keyRules(load(["a", "b"]), [unique(columns)]).filter(({ rule }) => rule === "unique").length;
    expect([["a"], ["a", "b", "c"], ["a", "c"], ["b", "a"]].map(missing)).toEqual([1, 1, 1, 0]);
  });
});
