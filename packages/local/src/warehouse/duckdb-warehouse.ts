import { type Clock, systemClock, type Warehouse } from "@waybill/core";
import type { Database } from "@waybill/core/engine";
import { onceMoreAfterConflict } from "./attempts.ts";
import { warehouseFailure } from "./failure.ts";
import { type FileSettings, warehouseFile } from "./file.ts";
import { load } from "./load.ts";
import { query } from "./query/query.ts";
import { emptyWarehouse } from "./query/refusal.ts";
import { inSession } from "./session.ts";
import { undo } from "./undo/undo.ts";

export interface DuckdbWarehouseOptions extends FileSettings {
  readonly clock?: Clock;
}

/**
 * Tables in one DuckDB file. It is opened at the first use and stays open for loads until `close`, after which the
 * next use opens it again; a query opens it for reading alone, and only while nobody writes.
 */
export function duckdbWarehouse({ clock = systemClock, ...settings }: DuckdbWarehouseOptions): Warehouse {
  const { path } = settings;
  const file = warehouseFile(settings);
  const failing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw warehouseFailure(error, path);
    }
  };

  return {
    name: `duckdb:${path}`,
    reads: "paths",
    load: (request, signal) =>
      failing(() =>
        file.write((database) => {
          signal.throwIfAborted();
          const attempt = () => inSession(database, signal, (session) => load(session, request, clock.now()));
          return onceMoreAfterConflict(attempt);
        }),
      ),
    undo: (runId, target) =>
      failing(() =>
        file.write((database) =>
          inSession(database, undefined, (session) => undo(session, { runId, target, now: clock.now() })),
        ),
      ),
    query: (sql, limit) =>
      failing(async () => {
        if (!file.exists()) throw emptyWarehouse();
        return file.read((database: Database) => query(database, sql, limit));
      }),
    close: () => file.release(),
  };
}
