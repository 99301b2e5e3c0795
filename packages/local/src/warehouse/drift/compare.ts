import { type Column, Permanent } from "@waybill/core";
import { duckType, identifier } from "@waybill/core/engine";
import { isOwn, sameName, type TableColumn } from "../tables/catalog.ts";
import type { ColumnFit, Fit, Situation } from "./fit.ts";
import { fitKnownColumn } from "./known-column.ts";
import { fitNewColumn } from "./new-column.ts";
import { frozen } from "./refusal.ts";

/** The fit for a table that the load creates. */
export function newTable(columns: readonly Column[], { table }: Situation): Fit {
  refuseTwins(columns, table);
  return {
    columns: columns.map(({ name, type }) => ({ name, type: duckType(type) })),
    changes: [],
    assigned: columns.map(({ name }) => ({ column: name, from: name, value: identifier(name) })),
    kept: [],
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
  const pairs = columns.map((given) => ({
    given,
    known: known.find(({ name }) => sameName(name, given.name)),
  }));
  const fits = pairs.map((pair) => ({
    ...pair,
    fit: pair.known ? fitKnownColumn(pair.given, pair.known, situation) : fitNewColumn(pair.given, situation),
  }));
  const only = known.filter(({ name }) => !columns.some((given) => sameName(name, given.name)));
  refuseFrozen(only, situation);
  const after = known.map((column) => fits.find((each) => each.known === column)?.fit.column ?? column);
  const added = fits.filter((each) => !each.known).flatMap(({ fit }) => fit.column ?? []);
  return {
    columns: [...after, ...added],
    changes: fits.flatMap(({ fit }) => fit.changes),
    assigned: fits.flatMap(({ given, fit }) =>
      fit.column && fit.value ? [{ column: fit.column.name, from: given.name, value: fit.value }] : [],
    ),
    kept: only.map(({ name }) => name),
    conditions: fits.flatMap(({ fit }) => fit.condition ?? []),
    drift: [
      ...fits.flatMap(({ given, fit }) => told(given.name, fit)),
      ...only.map(({ name }) => ({ column: name, change: "not in the pipeline: kept, NULL in new rows" })),
    ],
  };
}

const told = (given: string, { column, told: change }: ColumnFit): Fit["drift"] =>
  change === null ? [] : [{ column: column?.name ?? given, change }];

function refuseFrozen(only: readonly TableColumn[], { policy, table }: Situation): void {
  const [first] = only;
  if (policy === "freeze" && first) {
    throw frozen(table, first.name, `the table has it as ${first.type}, the pipeline has no such column`);
  }
}

/** To the engine `ID` and `id` are one name; a contract may have both. */
function refuseTwins(columns: readonly Column[], table: string): void {
  for (const [index, { name }] of columns.entries()) {
    const twin = columns.slice(0, index).find((earlier) => sameName(earlier.name, name));
    if (twin === undefined) continue;
    throw new Permanent(
      "warehouse.column-name",
      `\`${table}\` cannot have both \`${twin.name}\` and \`${name}\``,
      {
        where: `${table}.${name}`,
        why: "the warehouse tells column names apart without regard to case",
        next: `give one of the two another name in the pipeline's last step`,
      },
    );
  }
}
