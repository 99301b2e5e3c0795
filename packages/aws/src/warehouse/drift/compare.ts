import type { Column } from "@waybill/core";
import { identifier, sameName } from "../sql/words.ts";
import { fromStaged, redshiftType } from "../tables/column-type.ts";
import { isOwn, type TableColumn } from "../tables/columns.ts";
import type { Fit, Situation } from "./fit.ts";
import { fitKnownColumn } from "./known-column.ts";
import { fitNewColumn } from "./new-column.ts";
import { frozen, twins } from "./refusal.ts";

/** The fit for a table that the load creates. */
export function newTable(columns: readonly Column[], { table, varcharBytes }: Situation): Fit {
  refuseTwins(columns, table);
  const created = columns.map(({ name, type }) => ({ name, type: redshiftType(type, varcharBytes) }));
  return {
    columns: created,
    changes: [],
    assigned: columns.map(({ name, type }) => ({
      column: { name, type: redshiftType(type, varcharBytes) },
      from: name,
      value: fromStaged(type, identifier(name)),
    })),
    conditions: [],
    drift: [],
  };
}

/**
 * The fit for a table that is there.
 * Errors: `Permanent` `warehouse.drift`: the policy does not allow the difference.
 */
export function compare(
  existing: readonly TableColumn[],
  columns: readonly Column[],
  situation: Situation,
): Fit {
  refuseTwins(columns, situation.table);
  const known = existing.filter(({ name }) => !isOwn(name));
  const fits = columns.map((given) => {
    const column = known.find(({ name }) => sameName(name, given.name));
    const fit = column ? fitKnownColumn(given, column, situation) : fitNewColumn(given, situation);
    return { given, known: column, fit };
  });
  const only = known.filter(({ name }) => !columns.some((given) => sameName(name, given.name)));
  refuseFrozen(only, situation);
  const after = known.map((column) => fits.find((each) => each.known === column)?.fit.column ?? column);
  return {
    columns: [...after, ...fits.filter((each) => !each.known).flatMap(({ fit }) => fit.column ?? [])],
    changes: fits.flatMap(({ fit }) => fit.changes),
    assigned: fits.flatMap(({ given, fit }) =>
      fit.column && fit.value ? [{ column: fit.column, from: given.name, value: fit.value }] : [],
    ),
    conditions: fits.flatMap(({ fit }) => fit.condition ?? []),
    drift: [
      ...fits.flatMap(({ given, fit }) =>
        fit.told === null ? [] : [{ column: fit.column?.name ?? given.name, change: fit.told }],
      ),
      ...only.map(({ name }) => ({ column: name, change: "not in the pipeline: kept, NULL in new rows" })),
    ],
  };
}

function refuseFrozen([first]: readonly TableColumn[], { policy, table }: Situation): void {
  if (policy !== "freeze" || !first) return;
  throw frozen(table, first.name, `the table has it as ${first.type}, the pipeline has no such column`);
}

function refuseTwins(columns: readonly Column[], table: string): void {
  for (const [index, { name }] of columns.entries()) {
    const twin = columns.slice(0, index).find((earlier) => sameName(earlier.name, name));
    if (twin) throw twins(table, twin.name, name);
  }
}
