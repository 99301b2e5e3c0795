import { join, resolve } from "node:path";

/** What lies where in a state folder. Without the folder, all is forgotten. */
export interface Layout {
  /** Absolute. */
  readonly folder: string;
  /** Bus and lineage. */
  readonly database: string;
  /** Held by the process that works here. */
  readonly lock: string;
  /** Who holds it, for people. */
  readonly holder: string;
  readonly artifacts: string;
  readonly warehouse: string;
  /** For what the engine spills. Emptied whenever a process begins to work here. */
  readonly temp: string;
}

export function layoutOf(stateFolder: string): Layout {
  const folder = resolve(stateFolder);
  return {
    folder,
    database: join(folder, "waybill.sqlite"),
    lock: join(folder, "lock.sqlite"),
    holder: join(folder, "lock.json"),
    artifacts: join(folder, "artifacts"),
    warehouse: join(folder, "warehouse.duckdb"),
    temp: join(folder, "tmp"),
  };
}
