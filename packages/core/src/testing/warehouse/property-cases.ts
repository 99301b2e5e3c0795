import fc from "fast-check";
import { expect, it } from "vitest";
import type { LoadTarget } from "../../pipeline/plan.ts";
import type { Row } from "../../transform/step.ts";
import type { WarehouseDriver } from "./harness.ts";

const rowsByKey = fc.uniqueArray(
  fc.record({ id: fc.integer({ min: 0, max: 6 }), value: fc.option(fc.constantFrom("a", "b", "")) }),
  { selector: ({ id }) => id, maxLength: 7 },
);

export function propertyCases(driver: WarehouseDriver, numRuns: number): void {
  let tables = 0;
  const nextTable = (): LoadTarget => ({
    table: `orders_${++tables}`,
    mode: "merge",
    key: ["id"],
    drift: "evolve",
    undoDays: 7,
  });

  it("merges leave what a Map would", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rowsByKey, { minLength: 1, maxLength: 4 }), async (loads) => {
        const target = nextTable();
        const model = new Map<number, Row>();
        for (const rows of loads) {
          const { rows: counts } = await driver.load(rows, { target });
          expect(counts).toMatchObject(countsOf(model, rows));
          for (const row of rows) model.set(row.id, row);
        }
        const expected = [...model.values()].sort((a, b) => Number(a.id) - Number(b.id));
        expect(await driver.table(target.table)).toEqual(expected);
      }),
      { numRuns },
    );
  });

  const anyLoad = fc.record({ rows: rowsByKey, mode: fc.constantFrom("merge" as const, "replace" as const) });

  it("taking the loads out again, newest first, restores each table before", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyLoad, { minLength: 1, maxLength: 4 }), async (loads) => {
        const target = nextTable();
        await driver.load([], { target });
        const done: { readonly runId: string; readonly before: readonly string[] }[] = [];
        for (const { rows, mode } of loads) {
          const before = await multiset(driver, target.table);
          const { runId } = await driver.load(rows, { target: { ...target, mode } });
          done.push({ runId, before });
        }
        for (const { runId, before } of done.reverse()) {
          await driver.warehouse.undo(runId, target);
          expect(await multiset(driver, target.table)).toEqual(before);
        }
      }),
      { numRuns },
    );
  });
}

function countsOf(
  model: ReadonlyMap<number, Row>,
  rows: readonly { readonly id: number; readonly value: unknown }[],
) {
  const inserted = rows.filter(({ id }) => !model.has(id)).length;
  const unchanged = rows.filter(({ id, value }) => model.get(id)?.value === value && model.has(id)).length;
  return { got: rows.length, inserted, unchanged, updated: rows.length - inserted - unchanged };
}

/** The table's rows as texts, own columns included. */
const multiset = async (driver: WarehouseDriver, table: string): Promise<readonly string[]> =>
  (await driver.rawTable(table))
    .map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort();
