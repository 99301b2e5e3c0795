import { WaybillError } from "@waybill/core";
import {
  conflict,
  damaged,
  dependency,
  locked,
  otherVersion,
  outOfMemory,
  type Told,
  unavailable,
} from "./failure-words.ts";

interface Rule {
  readonly pattern: RegExp;
  readonly say: (told: Told) => WaybillError;
}

const CONFLICT = /^TransactionContext Error|write-write conflict|Duplicate key/i;

// The engine has no codes: the words of its messages are all there is to go by.

/** About the warehouse's file, whatever the engine's helpers took the message for. */
const ABOUT_THE_FILE: readonly Rule[] = [
  { pattern: /Could not set lock on file|being used by another process/, say: locked },
  { pattern: /database file with version number|(?:older|newer) version of DuckDB/i, say: otherVersion },
  { pattern: /not a valid DuckDB database|Corrupt database file|Could not read enough bytes/, say: damaged },
  { pattern: /^Serialization Error|is an existing extension/, say: damaged },
];

/** Where the engine's helpers had no better word. */
const OTHERWISE: readonly Rule[] = [
  { pattern: /^Out of Memory Error/, say: outOfMemory },
  { pattern: /^Dependency Error/, say: dependency },
  { pattern: CONFLICT, say: conflict },
  { pattern: /^(?:IO|FATAL|INTERNAL) Error/, say: unavailable },
];

const NO_BETTER_WORD = /^(?:engine\.|sql\.failed$)/;

/** An engine's error, in the words of the warehouse's port. Every other error is given back as it is. */
export function warehouseFailure(error: unknown, path: string): unknown {
  if (!(error instanceof WaybillError) || !(error.cause instanceof Error)) return error;
  const { cause, code } = error;
  const rules = NO_BETTER_WORD.test(code) ? [...ABOUT_THE_FILE, ...OTHERWISE] : ABOUT_THE_FILE;
  const rule = rules.find(({ pattern }) => pattern.test(cause.message));
  return rule === undefined ? error : rule.say({ message: cause.message, path, cause });
}

/** True where another attempt may have committed what this one tried to. */
export const isConflict = (error: unknown): boolean =>
  error instanceof WaybillError && error.cause instanceof Error && CONFLICT.test(error.cause.message);
