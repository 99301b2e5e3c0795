import type { Fit } from "../drift/fit.ts";
import { notLoaded } from "../ledger/entry.ts";
import { FITS, LOADING } from "../rows/shape.ts";
import { type Statement, statement } from "../sql/statement.ts";
import { identifier, identifiers, PARTITION, RUN_ID, text } from "../sql/words.ts";
import type { TableColumn, TableLayout } from "../tables/columns.ts";
import type { TableName } from "../tables/name.ts";

/** What a mode needs to write the rows. */
export interface Loading {
  readonly runId: string;
  readonly table: TableName;
  readonly fit: Fit;
  /** The table's columns before the load; null: there is none. */
  readonly existing: readonly TableColumn[] | null;
  /** Those of the undo table; null: there is none. */
  readonly existingUndo: readonly TableColumn[] | null;
  readonly layout: TableLayout;
  /** Columns of the table; empty unless the mode is `merge`. */
  readonly key: readonly string[];
}

/** SQL of what became of the rows. */
export interface Counts {
  readonly got: string;
  readonly discarded: string;
  readonly inserted: string;
  readonly updated: string;
  readonly unchanged: string;
}

export interface Written {
  readonly statements: readonly Statement[];
  readonly counts: Pick<Counts, "inserted" | "updated" | "unchanged">;
}

export const received = {
  got: `(SELECT COUNT(*) FROM ${LOADING})`,
  discarded: `(SELECT COUNT(*) FROM ${LOADING} WHERE NOT ${FITS})`,
};

/** Counted in the table, not where the rows come from: the books are to balance two numbers, not one. */
export const rowsOfRun = ({ table, runId }: Loading): string =>
  `(SELECT COUNT(*) FROM ${table.sql} WHERE ${RUN_ID} = ${text(runId)})`;

/** Inserts the rows that fit, and of them those for which the condition holds, if there is one. */
export function insertRows({ table, fit, runId }: Loading, condition?: string): Statement {
  const columns = fit.assigned.map(({ column }) => column.name);
  const where = [FITS, ...(condition === undefined ? [] : [condition]), notLoaded(runId, table)];
  const values = [...columns.map((name) => `${LOADING}.${identifier(name)}`), text(runId), PARTITION];
  return statement(
    "write",
    `INSERT INTO ${table.sql} (${identifiers([...columns, RUN_ID, PARTITION])})
     SELECT ${values.join(", ")} FROM ${LOADING} WHERE ${where.join(" AND ")}`,
  );
}
