import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Database, type DatabaseSettings, openDatabase } from "@waybill/core/engine";

export interface FileSettings {
  readonly path: string;
  /** Where the engine spills to. */
  readonly tempDirectory: string;
  readonly threads?: number;
  /** `512MB`. Absent: the engine's own choice, 80 % of the machine. */
  readonly memoryLimit?: string;
}

/** The warehouse's file, which this process has open in one mode at a time, and for one piece of work at a time. */
export interface WarehouseFile {
  exists(): boolean;
  /** Opens the file for writing, and leaves it open. Creates it where it is missing. */
  write<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** Opens the file for reading alone, and closes it afterwards: it never keeps a run of another process waiting. */
  read<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** Lets other processes have the file. The next use opens it again. */
  release(): Promise<void>;
}

interface Opening {
  writing: Database | null;
  /** Ends when the work before has. */
  turn: Promise<unknown>;
}

/**
 * One entry a file for the whole process. The engine's lock keeps other processes out, but not a second opening by
 * this one: that would even let go of the first one's lock.
 */
const openings = new Map<string, Opening>();

export function warehouseFile({ path, ...settings }: FileSettings): WarehouseFile {
  const file = resolve(path);
  const opening = openings.get(file) ?? { writing: null, turn: Promise.resolve() };
  openings.set(file, opening);

  const open = (more?: Partial<DatabaseSettings>) => openDatabase({ path: file, ...settings, ...more });
  const release = () => {
    opening.writing?.close();
    opening.writing = null;
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = opening.turn.then(work);
    opening.turn = result.catch(() => {});
    return result;
  };

  return {
    exists: () => existsSync(file),
    write: (work) =>
      inTurn(async () => {
        mkdirSync(dirname(file), { recursive: true });
        opening.writing ??= await open();
        try {
          return await work(opening.writing);
        } catch (error) {
          // After a fatal error (a full disk at a checkpoint) the engine serves this opening no more.
          release();
          throw error;
        }
      }),
    read: (work) =>
      inTurn(async () => {
        release();
        const database = await open({ readOnly: true });
        try {
          return await work(database);
        } finally {
          database.close();
        }
      }),
    release: () => inTurn(async () => release()),
  };
}
