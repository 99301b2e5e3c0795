import { rm } from "node:fs/promises";
import { type Connection, type Database, openDatabase } from "../database.ts";
import { type LimitSettings, limitsFor } from "./limits.ts";
import { spillFolder } from "./spill.ts";

export interface EngineSettings extends LimitSettings {
  /** Each instance spills into a folder of its own below this one. */
  readonly tempDirectory: string;
}

/** Locked instances that stay open while nobody uses them. */
const KEPT = 2;

/**
 * The engine's instances: one that reads and writes anywhere, for what Waybill itself asks, and one for each folder
 * that an author's SQL is locked into. Opening one costs some 60 ms, so they stay open while they are likely to be
 * used again.
 */
export class Instances {
  readonly #settings: EngineSettings;
  #open: Promise<Instance> | null = null;
  /** The one that was used last comes last. */
  readonly #locked = new Map<string, Lease>();
  #closed = false;

  constructor(settings: EngineSettings) {
    limitsFor(settings);
    this.#settings = settings;
  }

  /** The instance that may read and write anywhere. */
  async open(): Promise<Database> {
    this.#open ??= this.#start(undefined).catch((error: unknown) => {
      // Tried anew by the next caller.
      this.#open = null;
      throw error;
    });
    return (await this.#open).database;
  }

  /** Work on a connection to that one. */
  async openly<T>(signal: AbortSignal | undefined, work: (connection: Connection) => Promise<T>): Promise<T> {
    return withConnection(await this.open(), signal, work);
  }

  /** Work on an instance that sees this folder and nothing else. */
  async lockedTo<T>(
    folder: string,
    signal: AbortSignal | undefined,
    work: (connection: Connection, database: Database) => Promise<T>,
  ): Promise<T> {
    const lease = this.#lease(folder);
    lease.users += 1;
    try {
      const instance = await lease.instance;
      return await withConnection(instance.database, signal, (connection) =>
        work(connection, instance.database),
      );
    } finally {
      lease.users -= 1;
      await this.#closeIdle(this.#closed ? 0 : KEPT);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const open = await this.#open?.catch(() => null);
    this.#open = null;
    await open?.close();
    await this.#closeIdle(0);
  }

  #lease(folder: string): Lease {
    const known = this.#locked.get(folder);
    const lease = known ?? { instance: this.#start(folder), users: 0 };
    this.#locked.delete(folder);
    this.#locked.set(folder, lease);
    // As above.
    lease.instance.catch(() => this.#locked.delete(folder));
    return lease;
  }

  /** Looks anew after each one: another caller may have taken the next while this one was closing. */
  async #closeIdle(keep: number): Promise<void> {
    while (this.#locked.size > keep) {
      const idle = [...this.#locked].find(([, { users }]) => users === 0);
      if (!idle) return;
      this.#locked.delete(idle[0]);
      await (await idle[1].instance.catch(() => null))?.close();
    }
  }

  async #start(lockedTo: string | undefined): Promise<Instance> {
    const tempDirectory = await spillFolder(this.#settings.tempDirectory);
    const database = await openDatabase({
      ...limitsFor(this.#settings),
      tempDirectory,
      ...(lockedTo !== undefined && { lockedTo }),
    });
    return {
      database,
      async close() {
        database.close();
        await rm(tempDirectory, { recursive: true, force: true });
      },
    };
  }
}

interface Instance {
  readonly database: Database;
  close(): Promise<void>;
}

interface Lease {
  readonly instance: Promise<Instance>;
  users: number;
}

async function withConnection<T>(
  database: Database,
  signal: AbortSignal | undefined,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await database.connect(signal);
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}
