import type { DuckDBPreparedStatement } from "@duckdb/node-api";
import { type QueryResult, WaybillError } from "@waybill/core";
import { type Connection, type Database, OWN_PREFIX, text, toWaybillError } from "@waybill/core/engine";
import { jsonValue } from "./json-value.ts";
import { emptyWarehouse, noFiles, noSuchTable, queryFailed } from "./refusal.ts";
import { limited, readingStatement } from "./statement.ts";

/**
 * Runs one statement that reads, on a database that was opened for reading alone. It sees the warehouse's tables and
 * no other file. Errors: `Usage` `query.*`, `warehouse.empty`, `warehouse.no-table`.
 */
export async function query(database: Database, sql: string, limit: number | null): Promise<QueryResult> {
  const connection = await database.connect();
  try {
    await lock(connection);
    return await run(connection, sql, limit);
  } catch (error) {
    throw await queryFailure(connection, error);
  } finally {
    connection.close();
  }
}

async function lock(connection: Connection): Promise<void> {
  // Rows without an ORDER BY come as they were loaded: for people, and the same each time.
  await connection.run("SET preserve_insertion_order = true");
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

async function run({ raw }: Connection, sql: string, limit: number | null): Promise<QueryResult> {
  const statement = await readingStatement(raw, sql);
  const columns = columnsOf(statement);
  // One row more than wanted tells whether there are more.
  const shortened = limit === null ? null : await limited(raw, sql, limit + 1);
  const result = await (shortened ?? statement).run();
  const rows = (await result.getRows()).map((row) => row.map(jsonValue));
  return {
    columns,
    rows: limit === null ? rows : rows.slice(0, limit),
    more: limit !== null && rows.length > limit,
  };
}

const columnsOf = (statement: DuckDBPreparedStatement): QueryResult["columns"] =>
  Array.from({ length: statement.columnCount }, (_, index) => {
    const type = statement.columnType(index);
    return { name: statement.columnName(index), type: type.alias ?? type.toString() };
  });

async function queryFailure(connection: Connection, error: unknown): Promise<unknown> {
  if (error instanceof WaybillError || !(error instanceof Error)) return error;
  const [, missing] = /^Catalog Error: Table with name (.+?) does not exist/.exec(error.message) ?? [];
  if (missing !== undefined) {
    const tables = await tablesOf(connection);
    return tables.length === 0 ? emptyWarehouse() : noSuchTable(missing, tables, error);
  }
  if (error.message.startsWith("Permission Error")) return noFiles(error);
  return YOURS.test(error.message) ? queryFailed(error.message, error) : toWaybillError(error);
}

/** Errors of the query itself; the others are the file's or the machine's. */
const YOURS = /^(?!IO Error|Out of Memory Error|FATAL Error|INTERNAL Error|Serialization Error)/;

async function tablesOf(connection: Connection): Promise<readonly string[]> {
  const tables = await connection.all<{ name: string }>(
    `SELECT if(schema_name = 'main', table_name, schema_name || '.' || table_name) AS name FROM duckdb_tables()
     WHERE NOT starts_with(table_name, ${text(OWN_PREFIX)}) ORDER BY name`,
  );
  return tables.map(({ name }) => name);
}
