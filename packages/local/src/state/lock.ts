import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Transient } from "@waybill/core";
import { diskFailure } from "../disk/failure.ts";
import { sqliteFailure } from "./failure.ts";
import type { Layout } from "./layout.ts";

export interface StateLock {
  release(): void;
}

/** Who works in a state folder, for people. */
interface Holder {
  readonly pid: number;
  readonly command: string;
  readonly since: string;
}

/** The garbage collector closes a database that nobody refers to, and its lock with it. */
const heldLocks = new Set<DatabaseSync>();

/**
 * How long a process waits for the folder before it is refused, in short polls of SQLite's own. Two that begin at the
 * same instant stand in each other's way for some milliseconds: without the wait both might be refused.
 */
const WAIT_MS = 1000;

/**
 * Takes the folder for this process; blocks for as long as it waits. The lock is SQLite's own on a file that holds
 * nothing: the system gives it back when the process ends, however it ends, so a killed one leaves none behind. On a
 * network disk that does not know POSIX locks it protects from nothing.
 * Errors: `Transient` `state.locked`, with the process that has it; those of a disk.
 */
export function lockState(layout: Layout, command: string): StateLock {
  const database = take(layout);
  heldLocks.add(database);
  const release = () => {
    if (!heldLocks.delete(database)) return;
    rmSync(layout.holder, { force: true });
    database.close();
  };
  const entry: Holder = { pid: process.pid, command, since: new Date().toISOString() };
  try {
    writeFileSync(layout.holder, `${JSON.stringify(entry)}\n`);
  } catch (error) {
    release();
    throw diskFailure(error, {
      area: "state",
      doing: "write who works in the state folder",
      path: layout.holder,
    });
  }
  return { release };
}

const SQLITE_BUSY = 5;

function take({ folder, lock, holder }: Layout): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(lock, { timeout: WAIT_MS });
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database?.close();
    const busy = error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
    throw busy ? locked(folder, readHolder(holder)) : sqliteFailure(error, "state", lock);
  }
}

/** Null where the holder has not written it yet. */
function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return null;
  }
}

function locked(folder: string, holder: Holder | null): Transient {
  const who = holder ? `process ${holder.pid} (${holder.command}) since ${holder.since}` : "another process";
  return new Transient("state.locked", `the state folder is in use by ${who}`, {
    where: folder,
    why: "one process works in a state folder at a time; looking at it (runs, lineage, events) is always possible",
    next: "wait until it ends, or work in another folder: --state <folder>",
  });
}
