import { identifier, identifiers, text } from "@waybill/core/engine";
import { applyChanges } from "../drift/apply.ts";
import type { Change } from "../drift/fit.ts";
import type { Session } from "../session.ts";
import { columnsOf, sameName, type TableColumn } from "../tables/catalog.ts";
import { type TableName, undoTable } from "../tables/name.ts";

/** Whose load replaced the row. */
export const UNDO_RUN = "_waybill_undo_run";

/** Copies rows that the run is about to replace. `rows`: a query of their rowids. */
export async function keepBeforeImages(
  session: Session,
  { table, runId, rows }: { readonly table: TableName; readonly runId: string; readonly rows: string },
): Promise<void> {
  await prepare(session, table);
  await session.connection.run(
    `INSERT INTO ${undoTable(table).sql} BY NAME
     SELECT ${text(runId)} AS ${UNDO_RUN}, present.* FROM ${table.sql} AS present WHERE rowid IN (${rows})`,
  );
}

/** Puts them back into the table; the number of rows. */
export async function restoreBeforeImages(
  session: Session,
  runId: string,
  table: TableName,
): Promise<number> {
  const kept = await columnsOf(session, undoTable(table));
  if (kept === null) return 0;
  const present = (await columnsOf(session, table)) ?? [];
  const both = identifiers(present.filter(({ name }) => has(kept, name)).map(({ name }) => name));
  const [restored] = await session.connection.all<{ Count: bigint }>(
    `INSERT INTO ${table.sql} (${both})
     SELECT ${both} FROM ${undoTable(table).sql} WHERE ${UNDO_RUN} = ${text(runId)}`,
  );
  await dropBeforeImages(session, runId, table);
  return Number(restored?.Count ?? 0n);
}

export async function dropBeforeImages(session: Session, runId: string, table: TableName): Promise<void> {
  if ((await columnsOf(session, undoTable(table))) === null) return;
  await session.connection.run(`DELETE FROM ${undoTable(table).sql} WHERE ${UNDO_RUN} = ${text(runId)}`);
}

/** Creates the undo table, or lets it follow what has become of the table's columns. */
async function prepare(session: Session, table: TableName): Promise<void> {
  const kept = await columnsOf(session, undoTable(table));
  if (kept === null) {
    await session.connection.run(
      `CREATE TABLE ${undoTable(table).sql} AS
       SELECT CAST(NULL AS VARCHAR) AS ${identifier(UNDO_RUN)}, present.* FROM ${table.sql} AS present LIMIT 0`,
    );
    return;
  }
  const present = (await columnsOf(session, table)) ?? [];
  await applyChanges(session, undoTable(table), changesFor(kept, present));
}

function changesFor(kept: readonly TableColumn[], present: readonly TableColumn[]): readonly Change[] {
  return present.flatMap((column): readonly Change[] => {
    const old = kept.find(({ name }) => sameName(name, column.name));
    if (old === undefined) return [{ kind: "add", column }];
    return old.type === column.type ? [] : [{ kind: "retype", column }];
  });
}

const has = (columns: readonly TableColumn[], name: string): boolean =>
  columns.some((column) => sameName(column.name, name));
