import { describe, expect, test } from "vitest";
import { planOf, rows, sql } from "../testing/plans.ts";
import { column } from "../testing/scratch.ts";
import { segmentsOf } from "./segment.ts";

const a = [column("a", "int")];
const b = [column("b", "int")];
const partition = sql("select a as b from input", b);
const run = sql("select sum(a) as a from input", a, { scope: "run" });
const each = rows(b, [], b, () => ({}));

describe("stretches of steps", () => {
  test("are cut before each step over the whole run", () => {
    const segments = segmentsOf(planOf({ source: a, steps: [partition, each, run, partition, run] }));
    expect(segments.map(({ steps }) => steps.map(({ name }) => name))).toEqual([
      ["sql[0]", "rows[1]"],
      ["sql[2]", "sql[3]"],
      ["sql[4]"],
    ]);
    expect(segments.map(({ input, output, isLast }) => [input, output, isLast])).toEqual([
      [a, b, false],
      [b, b, false],
      [b, a, true],
    ]);
  });

  test("a first step over the whole run leaves an empty stretch before it", () => {
    const segments = segmentsOf(planOf({ source: b, steps: [run] }));
    expect(segments.map(({ steps, output }) => [steps.length, output])).toEqual([
      [0, b],
      [1, a],
    ]);
  });

  test("without steps there is one, and it is the last", () => {
    expect(segmentsOf(planOf({ source: a }))).toEqual([{ steps: [], input: a, output: a, isLast: true }]);
  });

  test("each step knows the columns that come into it", () => {
    const [first, second] = segmentsOf(planOf({ source: a, steps: [partition, each] }))[0]?.steps ?? [];
    expect([first?.input, second?.input]).toEqual([a, b]);
  });
});
