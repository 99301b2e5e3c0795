import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Column, Exclusion, LoadFile, LoadRequest, Row } from "@waybill/core";
import { columnList, duckType, identifiers, openDatabase, text, toParquet } from "@waybill/core/engine";

/** Writes artifacts as the engine would. */
export interface Artifacts {
  write(rows: readonly Row[], columns: readonly Column[]): Promise<LoadFile>;
  /** Writes what a query of the engine yields. */
  writeQuery(query: string): Promise<LoadFile>;
  /** The request with exclusions of just their columns, by which COPY goes: the contract suite writes more. */
  promised(request: LoadRequest): Promise<LoadRequest>;
  close(): void;
}

interface Place {
  readonly folder: string;
  readonly bucket: string;
  readonly pathOf: (uri: string) => string;
}

export async function artifactsIn({ folder, bucket, pathOf }: Place): Promise<Artifacts> {
  const engine = await openDatabase({ tempDirectory: join(folder, "spill") });
  const connection = await engine.connect();
  let files = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work);
    turn = result;
    return result;
  };
  const writeQuery = async (query: string): Promise<LoadFile> => {
    const at = `${bucket}artifact ${++files}.parquet`;
    await connection.copy(query, pathOf(at));
    return { at, bytes: (await stat(pathOf(at))).size };
  };
  const write = async (rows: readonly Row[], columns: readonly Column[]): Promise<LoadFile> => {
    await connection.run(`CREATE OR REPLACE TABLE artifact (${columnList(columns)})`);
    if (rows.length > 0) {
      const names = identifiers(columns.map(({ name }) => name));
      const values = rows.map((row) => `(${columns.map((column) => literal(row, column)).join(", ")})`);
      await connection.run(`INSERT INTO artifact (${names}) VALUES ${values.join(", ")}`);
    }
    return writeQuery(`SELECT ${columns.map((column) => toParquet(column)).join(", ")} FROM artifact`);
  };
  const trimmed = async (exclusion: Exclusion): Promise<Exclusion> => ({
    ...exclusion,
    ...(await writeQuery(
      `SELECT ${identifiers(exclusion.columns)} FROM read_parquet(${text(pathOf(exclusion.at))})`,
    )),
  });
  return {
    writeQuery: (query) => inTurn(() => writeQuery(query)),
    write: (rows, columns) => inTurn(() => write(rows, columns)),
    promised: (request) =>
      inTurn(async () => {
        const exclusions: Exclusion[] = [];
        for (const exclusion of request.exclusions) exclusions.push(await trimmed(exclusion));
        return { ...request, exclusions };
      }),
    close() {
      connection.close();
      engine.close();
    },
  };
}

function literal(row: Row, { name, type }: Column): string {
  const value = row[name] ?? null;
  return value === null ? "NULL" : `CAST(${text(String(value))} AS ${duckType(type)})`;
}
