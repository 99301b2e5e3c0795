import { expiredLoads } from "../ledger/entry.ts";
import { markExpired } from "../ledger/write.ts";
import type { Session } from "../session.ts";
import { dropTable } from "../tables/catalog.ts";
import { oldTable, oldUndoTable, type TableName } from "../tables/name.ts";
import { dropBeforeImages } from "./before-images.ts";

/**
 * Drops what is kept for loads whose time is over, each by the days that it was loaded with. No other load needs it:
 * a later one has before-images of its own, and an earlier one is older still. `except`: the run that is loading.
 */
export async function expireUndo(
  session: Session,
  table: TableName,
  { now, except }: { readonly now: number; readonly except: string },
): Promise<void> {
  for (const load of await expiredLoads(session, table, now)) {
    if (load.runId === except) continue;
    if (load.mode === "merge") await dropBeforeImages(session, load.runId, table);
    if (load.mode === "replace") {
      await dropTable(session, oldTable(table, load.runId));
      await dropTable(session, oldUndoTable(table, load.runId));
    }
    await markExpired(session, load, table);
  }
}
