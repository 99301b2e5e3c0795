import { systemClock, type Warehouse } from "@waybill/core";
import { dataApi } from "./data-api/data-api.ts";
import { loadByEvent, loadNow } from "./load/load.ts";
import { query } from "./query/query.ts";
import { sessionOf } from "./session.ts";
import type { RedshiftOptions } from "./settings.ts";
import { tableNamed } from "./tables/name.ts";
import { takingTurns } from "./turns.ts";
import { undo } from "./undo/undo.ts";

/**
 * Tables in Redshift, by the Data API. A load is one batch, and so one transaction, whose first statement locks the
 * ledger: loads take turns there, wherever they come from. Those of this process wait for each other before that.
 */
export function redshiftWarehouse(options: RedshiftOptions): Warehouse {
  const { place, database, clock = systemClock, statementEvents } = options;
  const api = dataApi(options);
  const name = `redshift:${"workgroup" in place ? place.workgroup : place.cluster}/${database}`;
  const session = sessionOf(api, { clock, name });
  const inTurn = takingTurns();

  return {
    name,
    reads: "uris",
    load: (request, signal) =>
      inTurn(tableNamed(request.target.table).key, async () => {
        signal.throwIfAborted();
        const load = statementEvents ? loadByEvent : loadNow;
        return load(session, options, request, signal);
      }),
    undo: (runId, target) => inTurn(tableNamed(target.table).key, () => undo(session, runId, target)),
    query: (sql, limit) => query(session, sql, limit),
    async close() {
      api.close();
    },
  };
}
