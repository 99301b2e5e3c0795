import type { LoadRequest } from "@waybill/core";
import { changeTable, missingOwnColumns } from "../drift/apply.ts";
import { compare, newTable } from "../drift/compare.ts";
import type { Fit } from "../drift/fit.ts";
import { type LedgerEntry, readLoad } from "../ledger/entry.ts";
import { lockLedger } from "../ledger/tables.ts";
import { checkBooks, checkNotLoaded, writeEntry } from "../ledger/write.ts";
import { append } from "../modes/append.ts";
import { type Loading, received, type Written } from "../modes/loading.ts";
import { merge } from "../modes/merge.ts";
import { replace } from "../modes/replace.ts";
import { shapeRows } from "../rows/shape.ts";
import type { Sources } from "../rows/sources.ts";
import { stagedRows, stageFiles } from "../rows/stage.ts";
import { type Statement, statement } from "../sql/statement.ts";
import { identifier } from "../sql/words.ts";
import { checkUnchanged } from "../tables/catalog.ts";
import { MAX_VARCHAR_BYTES } from "../tables/column-type.ts";
import { createTable, OWN_COLUMNS, type TableColumn, type TableLayout } from "../tables/columns.ts";
import { PUBLIC, type TableName, undoTable } from "../tables/name.ts";
import { expireUndo } from "../undo/expire.ts";
import { keyOf } from "./key.ts";

/** Everything that a load's SQL is made from. */
export interface Batch {
  readonly request: LoadRequest;
  readonly table: TableName;
  readonly sources: Sources;
  readonly existing: readonly TableColumn[] | null;
  readonly existingUndo: readonly TableColumn[] | null;
  /** Loads whose undo data may go. */
  readonly expired: readonly LedgerEntry[];
  readonly role: string;
  readonly layout: TableLayout;
  readonly now: number;
}

/** One load in one transaction. What the last statement yields is the ledger's entry, whoever wrote it. */
export function loadBatch(batch: Batch, fit: Fit): readonly Statement[] {
  const { request, table, existing, existingUndo, layout, now } = batch;
  const { runId, target } = request;
  const staging = { request, sources: batch.sources, role: batch.role, varcharBytes: varcharBytes(layout) };
  const key = keyOf(fit, request, table);
  const loading: Loading = { runId, table, fit, existing, existingUndo, layout, key };
  const written = writtenBy(target.mode, loading);
  return [
    lockLedger,
    ...(target.mode === "replace" || existing === null ? [checkNotLoaded(runId, table)] : []),
    checkUnchanged(table, existing),
    ...(target.mode === "append" ? [] : [checkUnchanged(undoTable(table), existingUndo)]),
    ...expireUndo(table, batch.expired, existingUndo),
    ...stageFiles(staging),
    shapeRows(stagedRows(staging), fit),
    ...tableFor(loading, target.mode),
    ...written.statements,
    writeEntry({ request, table, drift: fit.drift, counts: { ...received, ...written.counts }, now }),
    checkBooks(runId, table),
    readLoad(runId, table),
  ];
}

/** Errors: `Permanent` `warehouse.drift`, `warehouse.column-name`. */
export function fitOf({ existing, request, table, layout }: Batch): Fit {
  const { columns, target } = request;
  const situation = {
    table: table.label,
    policy: target.drift,
    mode: target.mode,
    varcharBytes: varcharBytes(layout),
  };
  return existing ? compare(existing, columns, situation) : newTable(columns, situation);
}

const varcharBytes = ({ varcharBytes: bytes = MAX_VARCHAR_BYTES }: TableLayout): number => bytes;

function writtenBy(mode: LoadRequest["target"]["mode"], loading: Loading): Written {
  switch (mode) {
    case "append":
      return append(loading);
    case "merge":
      return merge(loading);
    case "replace":
      return replace(loading);
  }
}

/** Creates or changes the table, except where a replace does that. */
function tableFor(loading: Loading, mode: LoadRequest["target"]["mode"]): readonly Statement[] {
  const { table, fit, existing, layout } = loading;
  const schema =
    existing === null && table.schema !== PUBLIC
      ? [statement("change-table", `CREATE SCHEMA IF NOT EXISTS ${identifier(table.schema)}`)]
      : [];
  if (mode === "replace") return schema;
  if (existing === null) {
    return [
      ...schema,
      statement("change-table", createTable(table, [...fit.columns, ...OWN_COLUMNS], layout)),
    ];
  }
  return changeTable(table, [...fit.changes, ...missingOwnColumns(existing)]);
}
