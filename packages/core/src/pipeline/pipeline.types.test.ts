import { describe, expect, expectTypeOf, test } from "vitest";
import * as z from "zod";
import { Usage } from "../errors.ts";
import { type AnyPipeline, type Pipeline, pipeline } from "./pipeline.ts";
import { sourceOf } from "./testing/source.ts";

const Row = z.object({
  id: z.int(),
  big: z.int64(),
  name: z.string().nullable(),
  grade: z.enum(["a", "b"]),
  at: z.date(),
  note: z.string().optional(),
  done: z.boolean(),
  tags: z.array(z.string()),
});
type Row = z.output<typeof Row>;
const source = sourceOf("file:x.csv", Row);
const airports = sourceOf("file:a.csv", z.object({ iata: z.string(), elevation: z.int() }));
const p = pipeline("x", source);

/** A mistake that neither compiles (the `@ts-expect-error` above it) nor, where nobody compiles, goes unnoticed. */
const mistake = (define: () => unknown) => expect(define).toThrow(Usage);

describe("the row type goes from step to step", () => {
  test("of the source", () => {
    expectTypeOf(p).toEqualTypeOf<Pipeline<Row>>();
  });
  test("of a query: what it produces", () => {
    const next = p.sql({ query: "select id from input", produces: z.object({ id: z.int() }) });
    expectTypeOf(next).toEqualTypeOf<Pipeline<{ id: number }>>();
  });
  test("of a row function: what it adds, also in an older one's place", () => {
    const next = pipeline("y", airports).rows(
      { reads: ["iata"], adds: { iata: z.int(), n: z.boolean() } },
      () => null,
    );
    expectTypeOf(next).toEqualTypeOf<Pipeline<{ elevation: number; iata: number; n: boolean }>>();
  });
  test("rules leave it", () => {
    expectTypeOf(
      p.check(({ id }) => [id.unique()]).correct(({ name }) => [name.set("trim(name)")]),
    ).toEqualTypeOf<Pipeline<Row>>();
    expectTypeOf(p.tolerate({ quarantined: "1%", rejected: 3 })).toEqualTypeOf<Pipeline<Row>>();
  });
  test("a load is the end", () => {
    expectTypeOf(p.load({ table: "t", mode: "merge", key: ["id", "at"] })).toEqualTypeOf<AnyPipeline>();
  });
  test("of several sources: the one that is split", () => {
    const several = pipeline("y", { airports, source }, { split: "source" });
    expectTypeOf(several).toEqualTypeOf<Pipeline<Row>>();
  });
});

describe("a row function", () => {
  test("is given what it reads; what may be missing is null", () => {
    p.rows({ reads: ["id", "note", "name"], adds: {} }, (row) => {
      expectTypeOf(row).toEqualTypeOf<{
        readonly id: number;
        readonly note: string | null;
        readonly name: string | null;
      }>();
      return {};
    });
  });
  test("can read all", () => {
    p.rows({ reads: "all", adds: {} }, (row) => {
      expectTypeOf(row.big).toEqualTypeOf<bigint>();
      expectTypeOf(row.note).toEqualTypeOf<string | null>();
      return null;
    });
  });
  test("returns none, one or many", () => {
    const adds = { n: z.int() };
    p.rows({ reads: ["id"], adds }, () => null);
    const sizes = { size: z.enum(["small", "large"]) };
    p.rows({ reads: ["id"], adds: sizes }, ({ id }) => ({ size: id > 10 ? "large" : "small" }));
    p.rows({ reads: ["id"], adds: sizes }, ({ id }) => {
      if (id === 0) return null;
      return [{ size: "small" }, { size: id > 10 ? "large" : "small" }];
    });
    // @ts-expect-error a key that was not declared
    p.rows({ reads: ["id"], adds: sizes }, () => ({ size: "small", colour: "red" }));
    // @ts-expect-error a value that is none of the enum's
    p.rows({ reads: ["id"], adds: sizes }, () => ({ size: "tall" }));
    p.rows({ reads: ["id"], adds }, ({ id }) => ({ n: id }));
    p.rows({ reads: ["id"], adds }, ({ id }) => (id > 1 ? [{ n: id }, { n: id }] : null));
    // @ts-expect-error returns another type
    p.rows({ reads: ["id"], adds: { n: z.string() } }, ({ id }) => ({ n: id }));
    // @ts-expect-error forgets a column
    p.rows({ reads: ["id"], adds }, () => ({}));
    // @ts-expect-error uses a column that it does not read
    p.rows({ reads: ["id"], adds }, ({ name }) => ({ n: name.length }));
    // @ts-expect-error is a promise
    mistake(() => p.rows({ reads: ["id"], adds }, async ({ id }) => ({ n: id })));
  });
});

describe("each column has the rules of its type", () => {
  test("and no others", () => {
    p.check(({ id, big, name, grade, at, done, tags }) => [
      id.between(1, 2),
      big.between(1n, 2),
      name.length(1, null),
      grade.oneOf(["a"]),
      grade.atLeast("A"),
      at.fresherThan("90 minutes"),
      at.between(new Date(0), new Date(1)),
      done.oneOf([true]),
      tags.notNull(),
      grade.references(airports, "iata"),
      id.references(airports, "elevation"),
    ]);
    // @ts-expect-error numbers on text
    mistake(() => p.check(({ name }) => [name.between(1, 2)]));
    // @ts-expect-error text on numbers
    mistake(() => p.check(({ id }) => [id.between("a", "b")]));
    // @ts-expect-error a pattern on numbers
    mistake(() => p.check(({ id }) => [id.matches(/a/)]));
    // @ts-expect-error an age on numbers
    mistake(() => p.check(({ id }) => [id.fresherThan("2 days")]));
    // @ts-expect-error no duration
    mistake(() => p.check(({ at }) => [at.fresherThan("2 dayz")]));
    // @ts-expect-error an order of booleans
    mistake(() => p.check(({ done }) => [done.atLeast(true)]));
    // @ts-expect-error uniqueness of lists
    mistake(() => p.check(({ tags }) => [tags.unique()]));
    // @ts-expect-error text on an instant
    mistake(() => p.check(({ at }) => [at.atLeast("yesterday")]));
    // @ts-expect-error a value that the enum does not have
    p.check(({ grade }) => [grade.oneOf(["c"])]);
    // @ts-expect-error a column of another type
    mistake(() => p.check(({ name }) => [name.references(airports, "elevation")]));
    // @ts-expect-error a severity that is none
    mistake(() => p.check(({ id }) => [id.notNull({ severity: "ignore" })]));
    // @ts-expect-error a count that rejects rows
    mistake(() => p.check((_, rows) => [rows.count({ min: 1, severity: "reject" })]));
    // @ts-expect-error a correction among checks
    mistake(() => p.check(({ id }) => [id.set("1")]));
    // @ts-expect-error a check among corrections
    mistake(() => p.correct(({ id }) => [id.notNull()]));
  });
});

describe("a misspelt column", () => {
  test("in a check, a correction, a key, in reads, in keep, in another source", () => {
    // @ts-expect-error in a check
    mistake(() => p.check(({ idd }) => [idd.unique()]));
    // @ts-expect-error in a rule about rows
    mistake(() => p.check((_, rows) => [rows.unique(["idd"])]));
    // @ts-expect-error in keep
    mistake(() => p.check(({ id }) => [id.unique({ keep: { latest: "att" } })]));
    // @ts-expect-error in a correction
    mistake(() => p.correct(({ nam }) => [nam.set("1")]));
    // @ts-expect-error in a key
    mistake(() => p.load({ table: "t", mode: "merge", key: ["idd"] }));
    // @ts-expect-error in reads
    mistake(() => p.rows({ reads: ["idd"], adds: {} }, () => ({})));
    // @ts-expect-error in another source
    mistake(() => p.check(({ name }) => [name.references(airports, "iatta")]));
    const numbers = p.sql({ query: "select 1 as n", produces: z.object({ n: z.int() }) });
    // @ts-expect-error gone after a query
    mistake(() => numbers.check(({ id }) => [id.unique()]));
  });
});

describe("options", () => {
  test("that say nothing, or two things", () => {
    // @ts-expect-error merge without a key
    mistake(() => p.load({ table: "t", mode: "merge" }));
    // @ts-expect-error append with a key
    mistake(() => p.load({ table: "t", mode: "append", key: ["id"] }));
    // @ts-expect-error no percentage
    mistake(() => p.tolerate({ quarantined: "1" }));
    // @ts-expect-error sources of different rows, and no word which one is split
    pipeline("y", { source, airports });
    // @ts-expect-error a source that is not there
    mistake(() => pipeline("y", { source, airports }, { split: "airport" }));
    // @ts-expect-error a type that is no schema
    mistake(() => p.sql({ query: "select 1", produces: { id: "int" } }));
    // @ts-expect-error nothing comes after a load
    mistake(() => p.load({ table: "t", mode: "append" }).check(() => []));
  });
});
