import type { Connection } from "../database.ts";

let aggregates: Promise<ReadonlySet<string>> | undefined;

/** The names of the engine's aggregates: the same in every instance. */
export function aggregateNames(connection: Connection): Promise<ReadonlySet<string>> {
  aggregates ??= readNames(connection).catch((error: unknown) => {
    aggregates = undefined;
    throw error;
  });
  return aggregates;
}

async function readNames(connection: Connection): Promise<ReadonlySet<string>> {
  const rows = await connection.values(
    "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'aggregate'",
  );
  return new Set(rows.map(([name]) => String(name)));
}

/** Table functions that make rows of their arguments. All others read files or look into the engine. */
export const ROW_MAKERS: ReadonlySet<string> = new Set([
  "unnest",
  "range",
  "generate_series",
  "json_each",
  "json_tree",
]);
