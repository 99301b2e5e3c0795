import type { LoadRequest } from "@waybill/core";
import { entriesOf, type LedgerEntry, readExpired, readLoad } from "../ledger/entry.ts";
import { prepareLedger } from "../ledger/tables.ts";
import type { Session } from "../session.ts";
import { columnsIn, readColumns, refuseView } from "../tables/catalog.ts";
import type { TableColumn } from "../tables/columns.ts";
import { type TableName, undoTable } from "../tables/name.ts";

/** What a load finds before it begins. */
export interface Found {
  /** Null unless the load has committed already. */
  readonly earlier: LedgerEntry | null;
  readonly existing: readonly TableColumn[] | null;
  readonly existingUndo: readonly TableColumn[] | null;
  readonly expired: readonly LedgerEntry[];
}

export async function inspect(
  session: Session,
  { runId }: Pick<LoadRequest, "runId">,
  table: TableName,
  signal: AbortSignal | undefined,
): Promise<Found> {
  const undo = undoTable(table);
  const [columns = [], views = [], earlier = [], expired = []] = await session.read(
    [
      ...prepareLedger,
      ...readColumns([table, undo]),
      readLoad(runId, table),
      readExpired(table, session.clock.now()),
    ],
    signal,
  );
  refuseView(views, table);
  return {
    earlier: entriesOf(earlier)[0] ?? null,
    existing: columnsIn(columns, table),
    existingUndo: columnsIn(columns, undo),
    expired: entriesOf(expired).filter((load) => load.runId !== runId),
  };
}
