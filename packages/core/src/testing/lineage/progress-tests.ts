import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Lineage, RunStatus, UnitItem } from "../../ports/lineage.ts";
import { foldUnits } from "./fold-units.ts";
import { runAt, unitAt } from "./items.ts";
import { allPages } from "./unit-tests.ts";

const UNIT_STATUSES = ["Planned", "Extracted", "Transformed", "Validated", "Failed"] as const;
const RUN_STATUSES = ["Requested", "Planned", "Validated", "Failed", "Loaded", "Completed"] as const;

const unitWrites = fc.array(
  fc.record({
    unit: fc.constantFrom("flights#0", "flights#1", "flights#10", "airports#0"),
    generation: fc.integer({ min: 0, max: 2 }),
    status: fc.constantFrom(...UNIT_STATUSES),
    hopId: fc.uuid(),
  }),
  { maxLength: 25 },
);

/** Random writes in random order, against the fold that they stand for. */
export function progressTests(lineage: () => Lineage): void {
  let cases = 0;
  const freshRun = () => `run ${cases++}`;

  test("units are the fold of their writes", () =>
    fc.assert(
      fc.asyncProperty(unitWrites, async (writes) => {
        const runId = freshRun();
        const items = writes.map(({ status, ...more }) => unitAt(status, { ...more, runId }));
        for (const item of items) await lineage().advanceUnit(item);
        const expected = foldUnits(items);
        expect(byName((await allPages(lineage(), runId)).flat())).toEqual(byName(expected));
        expect(byName(await lineage().openUnits(runId, 10))).toEqual(
          byName(expected.filter(({ open }) => open)),
        );
      }),
      { numRuns: RUNS },
    ));

  test("a run is the greatest of its writes, with the last planned count", () =>
    fc.assert(
      fc.asyncProperty(runWrites, async (writes) => {
        const runId = freshRun();
        for (const write of writes) {
          if ("planned" in write) await lineage().setPlanned(runId, write.planned);
          else await lineage().advanceRun(runAt(write.status, { runId, generation: write.generation }));
        }
        const advances = writes
          .filter((write) => "status" in write)
          .map(({ status, generation }) => runAt(status, { runId, generation }));
        const greatest = advances.sort((a, b) => b.generation - a.generation || b.rank - a.rank)[0];
        const planned = writes.findLast((write) => "planned" in write)?.planned ?? null;
        expect(await lineage().getRun(runId)).toEqual(greatest ? { ...greatest, planned } : null);
      }),
      { numRuns: RUNS },
    ));
}

/** Enough to meet every order of two writes; few enough for a store on a network. */
const RUNS = 60;

type RunWrite = { readonly planned: number } | { readonly status: RunStatus; readonly generation: number };
const runWrites: fc.Arbitrary<RunWrite[]> = fc.array(
  fc.oneof(
    fc.record({ planned: fc.nat({ max: 9 }) }),
    fc.record({ status: fc.constantFrom(...RUN_STATUSES), generation: fc.integer({ min: 0, max: 2 }) }),
  ),
  { maxLength: 12 },
);

const byName = (items: readonly UnitItem[]): UnitItem[] =>
  [...items].sort((a, b) => (a.unit < b.unit ? -1 : 1));
