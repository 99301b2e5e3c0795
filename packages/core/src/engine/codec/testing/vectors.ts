import { DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";
import bindings from "@duckdb/node-bindings";
import type { ColumnType } from "../../../contract/column.ts";
import { type Values, type Vector, vectorType } from "../index.ts";

// A vector does not keep its chunk alive.
const alive: DuckDBDataChunk[] = [];

/** An empty chunk of one column with room for 2048 values. */
export function chunkOf(type: ColumnType, n: number): { chunk: DuckDBDataChunk; vector: Vector } {
  const chunk = DuckDBDataChunk.create([vectorType(type)], n);
  alive.push(chunk);
  return { chunk, vector: bindings.data_chunk_get_vector(chunk.chunk, 0) };
}

export async function connect() {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}
type Connection = Awaited<ReturnType<typeof connect>>;

/** The batches of a query's first column, as they come from the engine. */
export async function* batches(
  connection: Connection,
  sql: string,
): AsyncGenerator<{ vector: Vector; n: number }> {
  const result = await connection.stream(sql);
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    alive.push(chunk);
    yield { vector: bindings.data_chunk_get_vector(chunk.chunk, 0), n: chunk.rowCount };
  }
}

/** What the engine makes of the values, as its own text: written to a table and cast there. */
export async function asEngineText(
  connection: Connection,
  chunk: DuckDBDataChunk,
  sqlType: string,
): Promise<unknown[]> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE written (value ${sqlType})`);
  const appender = await connection.createAppender("written");
  appender.appendDataChunk(chunk);
  appender.closeSync();
  const result = await connection.runAndReadAll("SELECT value::VARCHAR FROM written");
  return result.getColumnsJS()[0] ?? [];
}

export const listOf = (values: Values): unknown[] => Array.from(values);
