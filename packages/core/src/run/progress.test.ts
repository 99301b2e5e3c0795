import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Progress, RunStatus } from "../ports/lineage.ts";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { isAhead, isClosed, progress, RANK } from "./progress.ts";
import { unitOf } from "./unit.ts";

const anyProgress = fc
  .record({ generation: fc.nat(3), status: fc.constantFrom(...(Object.keys(RANK) as RunStatus[])) })
  .map(({ generation, status }) => progress(generation, status));

describe("isAhead", () => {
  it("is a strict order: nothing is ahead of itself, and of two different ones exactly one is", () => {
    fc.assert(
      fc.property(anyProgress, anyProgress, (a, b) => {
        const same = a.generation === b.generation && a.rank === b.rank;
        expect(isAhead(a, b) !== isAhead(b, a)).toBe(!same);
      }),
    );
  });

  it("ends at the same place whatever the order of arrival", () => {
    const last = (list: readonly Progress[]) =>
      list.reduce<Progress | null>((stored, next) => (isAhead(next, stored) ? next : stored), null);
    fc.assert(
      fc.property(fc.array(anyProgress, { minLength: 1 }), (list) => {
        expect(last(list)).toEqual(last([...list].reverse()));
      }),
    );
  });

  it("lets an older generation change nothing", () => {
    expect(isAhead(progress(0, "Completed"), progress(1, "Planned"))).toBe(false);
    expect(isAhead(progress(1, "Planned"), progress(0, "Failed"))).toBe(true);
  });
});

describe("isClosed", () => {
  const source = rowsSource([intColumn("n")], [[]]);
  const plain = testPlan(source, { lookups: [lookup("places", source)] });
  const merging = testPlan(source, { steps: [runStep(source.contract.columns)] });

  it.each([
    [plain, "numbers#0", "Extracted", false],
    [plain, "numbers#0", "Transformed", false],
    [plain, "numbers#0", "Validated", true],
    [plain, "numbers#0", "Failed", true],
    [plain, "places#0", "Planned", false],
    [plain, "places#0", "Extracted", true],
    [merging, "numbers#0", "Extracted", false],
    [merging, "numbers#0", "Transformed", true],
    [merging, "step1#0", "Transformed", false],
    [merging, "step1#0", "Validated", true],
  ] as const)("case %#", (plan, unit, status, closed) => {
    expect(isClosed(plan, unitOf(plan, unit), status)).toBe(closed);
  });
});
