import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Column, LoadFile, Row } from "@waybill/core";
import { columnList, duckType, identifiers, openDatabase, text, toParquet } from "@waybill/core/engine";

/** Writes artifacts as the engine would, into a folder. */
export interface Artifacts {
  write(rows: readonly Row[], columns: readonly Column[]): Promise<LoadFile>;
  /** Writes what a query yields. */
  writeQuery(query: string): Promise<LoadFile>;
  close(): void;
}

export async function artifactsIn(folder: string): Promise<Artifacts> {
  const database = await openDatabase({ tempDirectory: join(folder, "spill") });
  const connection = await database.connect();
  let count = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result;
    return result;
  };
  const writeQuery = async (query: string) => {
    const at = join(folder, `artifact ${++count}.parquet`);
    await connection.copy(query, at);
    return { at, bytes: (await stat(at)).size };
  };
  const writeRows = async (rows: readonly Row[], columns: readonly Column[]) => {
    await connection.run(`CREATE OR REPLACE TABLE artifact (${columnList(columns)})`);
    if (rows.length > 0) {
      const values = rows.map((row) => `(${columns.map((column) => literal(row, column)).join(", ")})`);
      const names = identifiers(columns.map(({ name }) => name));
      await connection.run(`INSERT INTO artifact (${names}) VALUES ${values.join(", ")}`);
    }
    return writeQuery(`SELECT ${columns.map((column) => toParquet(column)).join(", ")} FROM artifact`);
  };
  return {
    writeQuery: (query) => inTurn(() => writeQuery(query)),
    write: (rows, columns) => inTurn(() => writeRows(rows, columns)),
    close() {
      connection.close();
      database.close();
    },
  };
}

function literal(row: Row, { name, type }: Column): string {
  const value = row[name] ?? null;
  return value === null ? "NULL" : `CAST(${text(String(value))} AS ${duckType(type)})`;
}
