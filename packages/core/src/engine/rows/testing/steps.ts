import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Column, ColumnType } from "../../../contract/column.ts";
import type { RowFunction, RowsStep } from "../../../transform/step.ts";
import { type Connection, openDatabase } from "../../database.ts";
import { registerRows } from "../index.ts";

export const column = (name: string, type: ColumnType | ColumnType["kind"], nullable = true): Column => ({
  name,
  nullable,
  type: typeof type === "string" ? ({ kind: type } as ColumnType) : type,
});

/** A step after which there are the columns that are read, and then those that are added. */
export function stepOf(reads: readonly Column[], adds: readonly Column[], each: RowFunction): RowsStep {
  const passing = reads.filter(({ name }) => !adds.some((added) => added.name === name));
  return { kind: "rows", reads, adds, columns: [...passing, ...adds], each };
}

/** A connection that lasts as long as the test. */
export async function connected(threads = 2): Promise<Connection> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-rows-"));
  const database = await openDatabase({ tempDirectory: folder, threads });
  const connection = await database.connect();
  onTestFinished(async () => {
    connection.close();
    database.close();
    await rm(folder, { recursive: true, force: true });
  });
  return connection;
}

/** The step's rows over a relation, in the order of a column. */
export async function rowsOf(
  step: RowsStep,
  relation: string,
  order: string,
): Promise<Record<string, unknown>[]> {
  const connection = await connected();
  return connection.all(`SELECT * FROM (${registerRows(connection, step).call(relation)}) ORDER BY ${order}`);
}
