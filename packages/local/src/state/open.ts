import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Usage } from "@waybill/core";
import { sqliteFailure } from "./failure.ts";
import { clearLeftovers, makeFolders } from "./folder.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { lockState, type StateLock } from "./lock.ts";
import { APPLICATION_ID, migrate } from "./schema.ts";
import { Sql } from "./sql.ts";

export interface StateOptions {
  /**
   * What this process does there, for others who want to: `waybill run flights`. It then has the folder to itself
   * until `close`, and makes it if need be. Without it the process looks on: no lock, and the folder must be there.
   */
  readonly command?: string;
  /**
   * `normal`: nothing is lost when the process is killed; a power cut may take the state back to an earlier moment,
   * whole, but not before the last `sync`. `full`: every write is on the disk before it counts, which costs each of
   * them some milliseconds.
   */
  readonly durability?: Durability;
}
export type Durability = "normal" | "full";

/** An open state folder. */
export interface State extends Layout, Disposable {
  readonly connection: DatabaseSync;
  /** All that was written so far outlives a power cut. For the moment before something outside relies on it. */
  sync(): void;
  close(): void;
}

/** How long a write waits for another process's. */
const BUSY_TIMEOUT_MS = 10_000;
/** Pages of 4 KB that gather in the write-ahead log before they are copied into the database, which is synced then. */
const CHECKPOINT_PAGES = 4000;

/**
 * Opens a state folder.
 * Errors: `Usage` `state.none`, `state.not-a-folder`; `Transient` `state.locked`, `state.unavailable`; `Permanent`
 * `state.newer-version`, `state.foreign`, `state.damaged`, `state.no-access`, `state.no-permission`,
 * `state.read-only`, `state.no-space`.
 */
export function openState(folder: string, { command, durability = "normal" }: StateOptions = {}): State {
  const layout = layoutOf(folder);
  if (command === undefined) {
    if (!existsSync(layout.database)) throw none(layout);
    return stateOf(layout, connect(layout, durability), durability, null);
  }
  makeFolders(layout);
  const lock = lockState(layout, command);
  try {
    clearLeftovers(layout);
    return stateOf(layout, connect(layout, durability), durability, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

const none = ({ folder }: Layout) =>
  new Usage("state.none", "nothing has run here yet", {
    where: folder,
    why: "there is no state in this folder",
    next: "run a pipeline first (waybill run <pipeline>), or name the right folder: --state <folder>",
  });

function connect({ database }: Layout, durability: Durability): DatabaseSync {
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(database, { timeout: BUSY_TIMEOUT_MS });
    connection.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    connection.exec(`PRAGMA synchronous = ${durability}`);
    migrate(connection);
    return connection;
  } catch (error) {
    connection?.close();
    throw sqliteFailure(error, "state", database);
  }
}

function stateOf(
  layout: Layout,
  connection: DatabaseSync,
  durability: Durability,
  lock: StateLock | null,
): State {
  const sql = new Sql(connection, "state");
  const close = () => {
    if (connection.isOpen) connection.close();
    lock?.release();
  };
  return {
    ...layout,
    connection,
    close,
    sync() {
      // A commit that is synced syncs all commits before it, which lie before it in the same file.
      sql.execute("PRAGMA synchronous = full");
      sql.execute(`PRAGMA application_id = ${APPLICATION_ID}`);
      sql.execute(`PRAGMA synchronous = ${durability}`);
    },
    [Symbol.dispose]: close,
  };
}
