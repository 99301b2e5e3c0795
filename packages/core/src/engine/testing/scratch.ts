import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Column, ColumnType } from "../../contract/column.ts";
import type { Check, Correction, Rule, Rules, Severity } from "../../quality/check.ts";
import { type Connection, type Database, openDatabase } from "../database.ts";

/** A folder and an engine instance for one test file. */
export interface Scratch {
  readonly folder: string;
  readonly database: Database;
  readonly connection: Connection;
  path(name: string): string;
  /** Writes the query's rows to a Parquet file in the folder; its path. */
  write(name: string, query: string): Promise<string>;
  close(): Promise<void>;
}

export async function openScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-engine-"));
  const database = await openDatabase({ tempDirectory: join(folder, "spill") });
  const connection = await database.connect();
  const path = (name: string) => join(folder, name);
  return {
    folder,
    database,
    connection,
    path,
    async write(name, query) {
      await connection.copy(query, path(name));
      return path(name);
    },
    async close() {
      connection.close();
      database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const column = (name: string, type: ColumnType | ColumnType["kind"], nullable = true): Column => ({
  name,
  type: (typeof type === "string" ? { kind: type } : type) as ColumnType,
  nullable,
});

export const check = (id: string, rule: Rule, severity: Severity = "reject"): Check => {
  const [name = ""] = id.split(".");
  return { id, column: name === "rows" ? null : name, severity, implied: false, ...rule };
};

export const rulesOf = (checks: readonly Check[], corrections: readonly Correction[] = []): Rules => ({
  checks,
  corrections,
});
