import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Column, LoadFile, LoadRequest, Row } from "@waybill/core";
import { columnList, duckType, identifiers, openDatabase, text, toParquet } from "@waybill/core/engine";

/** Writes artifacts as the engine would. */
export interface Artifacts {
  write(rows: readonly Row[], columns: readonly Column[]): Promise<LoadFile>;
  /** Writes what a query of the engine yields. */
  writeQuery(query: string): Promise<LoadFile>;
  /**
   * The request with files that have just the columns that the port promises: COPY goes by position, and the contract
   * suite writes all files with the partition and the flags.
   */
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
  const only = async <F extends LoadFile>(file: F, columns: readonly string[]): Promise<F> => {
    const from = `read_parquet(${text(pathOf(file.at))})`;
    const described = await connection.all<{ column_name: string }>(`DESCRIBE SELECT * FROM ${from}`).catch(() => []);
    if (described.length <= columns.length) return file;
    return { ...file, ...(await writeQuery(`SELECT ${identifiers(columns)} FROM ${from}`)) };
  };
  return {
    writeQuery: (query) => inTurn(() => writeQuery(query)),
    write: (rows, columns) => inTurn(() => write(rows, columns)),
    promised: (request) =>
      inTurn(async () => {
        const columns = [...request.columns.map(({ name }) => name), "_waybill_partition", ...request.flagColumns];
        const each = async <F extends LoadFile>(all: readonly F[], namesOf: (file: F) => readonly string[]) => {
          const kept: F[] = [];
          for (const file of all) kept.push(await only(file, namesOf(file)));
          return kept;
        };
        return {
          ...request,
          artifacts: await each(request.artifacts, () => columns),
          winners: await each(request.winners, () => columns),
          exclusions: await each(request.exclusions, (exclusion) => exclusion.columns),
        };
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
