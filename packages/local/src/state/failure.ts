import { Permanent, Transient, WaybillError } from "@waybill/core";
import { freeSpace } from "../disk/failure.ts";

/** Which part of Waybill was using the database. */
export type Area = "bus" | "lineage" | "state";

/** Result codes of SQLite: https://www.sqlite.org/rescode.html. An extended code holds the primary one in 8 bits. */
const PRIMARY = 0xff;
const SQLITE = {
  perm: 3,
  busy: 5,
  locked: 6,
  readonly: 8,
  ioerr: 10,
  corrupt: 11,
  full: 13,
  cantopen: 14,
  notadb: 26,
};

/** What SQLite threw, in Waybill's words. What SQLite did not throw is given back as it is. */
export function sqliteFailure(error: unknown, area: Area, path: string): unknown {
  if (error instanceof WaybillError || !isSqliteError(error)) return error;
  const more = { where: path, why: `SQLite says: ${error.message}`, cause: error };
  switch (error.errcode & PRIMARY) {
    case SQLITE.busy:
    case SQLITE.locked:
      return new Transient(`${area}.unavailable`, "another process is writing to the state for too long", {
        ...more,
        next: "wait until it ends; if none runs, look who has the file open (lsof), and type the same again",
      });
    case SQLITE.full:
      return new Permanent("state.no-space", "the disk is full: cannot write the state", {
        ...more,
        why: freeSpace(path),
        next: "free some space, then type the same command again: it goes on where it stopped",
      });
    case SQLITE.readonly:
      return new Permanent("state.read-only", "the state can be read, not written", {
        ...more,
        next: "give this user the right to write the folder and its files, or use another: --state <folder>",
      });
    case SQLITE.perm:
    case SQLITE.cantopen:
      return new Permanent("state.no-access", "the state cannot be opened", {
        ...more,
        next: "look whether this user may read and write the folder and its files, or use another: --state <folder>",
      });
    case SQLITE.corrupt:
    case SQLITE.notadb:
      return new Permanent("state.damaged", "the state is damaged, or is no state of Waybill's", {
        ...more,
        next: "put the folder back from a backup, or start afresh in another one: --state <folder>",
      });
    default:
      return new Transient(`${area}.unavailable`, `the state cannot be used: ${error.message}`, {
        ...more,
        next: "look at the disk; the same again may succeed",
      });
  }
}

interface SqliteError extends Error {
  readonly errcode: number;
}
const isSqliteError = (error: unknown): error is SqliteError =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number";
