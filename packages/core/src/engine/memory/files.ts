import type { Column } from "../../contract/column.ts";
import { Permanent } from "../../errors.ts";
import type { Written } from "../../ports/engine.ts";
import type { Row } from "../../transform/step.ts";
import { FLAGS } from "../sql.ts";
import { duckType } from "../types.ts";

/** Files by their path: lists of rows. */
export type MemoryFiles = Map<string, readonly Row[]>;

export function readFile(files: MemoryFiles, path: string): readonly Row[] {
  const rows = files.get(path);
  if (rows) return rows;
  throw new Permanent("file.missing", `there is no file ${path}`, { where: path });
}

/** Rows of some files that are not held back. */
export const passingRows = (files: MemoryFiles, paths: readonly string[]): Row[] =>
  paths.flatMap((path) => readFile(files, path).filter(passes));

export function passes(row: Row): boolean {
  for (const name in row) if (name.startsWith(FLAGS) && row[name] !== 0n) return false;
  return true;
}

export function writeFile(
  files: MemoryFiles,
  path: string,
  rows: readonly Row[],
  columns: readonly Column[],
): Written {
  files.set(path, rows);
  return {
    rows: rows.length,
    columns: columns.map(({ name, type }) => ({ name, type: duckType(type), nullable: true })),
  };
}

/** Null, and no file, where there is no row. */
export const writeIfAny = (
  files: MemoryFiles,
  path: string,
  rows: readonly Row[],
  columns: readonly Column[],
): Written | null => (rows.length === 0 ? null : writeFile(files, path, rows, columns));
