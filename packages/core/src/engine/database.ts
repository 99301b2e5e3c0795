import { type DuckDBConnection, DuckDBInstance, type DuckDBType, type DuckDBValue } from "@duckdb/node-api";
import type { Written } from "../ports/engine.ts";
import { toWaybillError } from "./failure.ts";
import { parquet, text } from "./sql.ts";

export interface DatabaseSettings {
  /** A file, or `:memory:`. */
  readonly path?: string;
  readonly threads?: number;
  /** `512MB`. Absent: the engine's own choice, 80 % of the machine. */
  readonly memoryLimit?: string;
  /** Where the engine spills to. */
  readonly tempDirectory: string;
  readonly readOnly?: boolean;
  /** Nothing outside this folder can be read or written, and the settings cannot be changed any more. */
  readonly lockedTo?: string;
  /** Errors carry their place in the statement, for `describeQuery`; they are JSON then. */
  readonly errorsAsJson?: boolean;
}

/** One engine instance. Each piece of work takes a connection of its own. */
export interface Database {
  connect(signal?: AbortSignal): Promise<Connection>;
  close(): void;
}

/** Values for the `$name`s of a statement, with a type where the value alone does not tell it. */
export interface Bindings {
  readonly values: Record<string, DuckDBValue>;
  readonly types: Record<string, DuckDBType>;
}

export interface Connection {
  readonly raw: DuckDBConnection;
  run(sql: string, bindings?: Bindings): Promise<void>;
  /**
   * Rows as objects, in the engine's JavaScript form: 64-bit integers are bigint, timestamps are Date. A DECIMAL comes
   * as a number, which loses digits: cast it to VARCHAR in the query.
   */
  all<Row = Record<string, unknown>>(sql: string, bindings?: Bindings): Promise<Row[]>;
  /** The same rows as lists, in the order of the columns. */
  values(sql: string, bindings?: Bindings): Promise<unknown[][]>;
  /** Writes the query's rows to a Parquet file; the number of rows. */
  copy(query: string, path: string, bindings?: Bindings): Promise<number>;
  close(): void;
}

// Snappy and version 2 cost no time; zstd saves a third of the bytes for a third more time.
const PARQUET = "FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION v2";

export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  try {
    const instance = await DuckDBInstance.create(settings.path ?? ":memory:", {
      ...(settings.threads && { threads: String(settings.threads) }),
      ...(settings.memoryLimit && { memory_limit: settings.memoryLimit }),
      ...(settings.readOnly && { access_mode: "READ_ONLY" }),
      temp_directory: settings.tempDirectory,
      preserve_insertion_order: "false",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
    await prepare(instance, settings);
    return {
      connect: (signal) => connect(instance, signal),
      close: () => instance.closeSync(),
    };
  } catch (error) {
    throw toWaybillError(error);
  }
}

/**
 * UTC is the default of every later connection. It has to be set before the lock: after it a connection could set no
 * zone, and the machine's would change what a query yields.
 */
async function prepare(
  instance: DuckDBInstance,
  { lockedTo, errorsAsJson }: DatabaseSettings,
): Promise<void> {
  const connection = await instance.connect();
  try {
    await connection.run("SET GLOBAL TimeZone = 'UTC'");
    if (errorsAsJson) await connection.run("SET GLOBAL errors_as_json = true");
    if (lockedTo === undefined) return;
    await connection.run(`SET allowed_directories = [${text(lockedTo)}]`);
    await connection.run("SET enable_external_access = false");
    await connection.run("SET lock_configuration = true");
  } finally {
    connection.closeSync();
  }
}

async function connect(instance: DuckDBInstance, signal?: AbortSignal): Promise<Connection> {
  const raw = await instance.connect();
  const interrupt = () => raw.interrupt();
  signal?.addEventListener("abort", interrupt);

  const read = async (sql: string, bindings?: Bindings) => {
    signal?.throwIfAborted();
    try {
      return await raw.runAndReadAll(sql, bindings?.values, bindings?.types);
    } catch (error) {
      signal?.throwIfAborted();
      throw toWaybillError(error, sql);
    }
  };

  return {
    raw,
    run: async (sql, bindings) => void (await read(sql, bindings)),
    all: async <Row>(sql: string, bindings?: Bindings) =>
      (await read(sql, bindings)).getRowObjectsJS() as unknown as Row[],
    values: async (sql, bindings) => (await read(sql, bindings)).getRowsJS(),
    async copy(query, path, bindings) {
      const reader = await read(`COPY (${query}\n) TO ${text(path)} (${PARQUET})`, bindings);
      return Number(reader.getRowsJS()[0]?.[0] ?? 0n);
    },
    close() {
      signal?.removeEventListener("abort", interrupt);
      raw.closeSync();
    },
  };
}

/** What a Parquet file that was just written holds. */
export async function written(connection: Connection, path: string, rows: number): Promise<Written> {
  const columns = await connection.all<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM ${parquet(path)}`,
  );
  return {
    rows,
    columns: columns.map(({ column_name, column_type }) => ({
      name: column_name,
      type: column_type,
      nullable: true,
    })),
  };
}
