import { readFile, stat } from "node:fs/promises";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Database } from "./database.ts";
import { RedshiftError } from "./rewrite.ts";

/** Where on this machine the object of a URI lies. */
export type Files = (uri: string) => string;

/** COPY could not read a file; the row that Redshift would note of it. */
export class CopyError extends RedshiftError {
  readonly file: string;
  readonly column: string;
  readonly type: string;
  readonly value: string;
  constructor(message: string, { file, column = "", type = "", value = "" }: CopyErrorDetails) {
    super(message);
    this.file = file;
    this.column = column;
    this.type = type;
    this.value = value;
  }
}
interface CopyErrorDetails {
  readonly file: string;
  readonly column?: string;
  readonly type?: string;
  readonly value?: string;
}

const COPY = /^COPY (\S+) FROM '([^']*)' IAM_ROLE '[^']+' FORMAT AS PARQUET MANIFEST( FILLRECORD)?$/;

export const isCopy = (sql: string): boolean => /^COPY\b/i.test(sql);

interface Manifest {
  readonly entries: readonly { readonly url: string; readonly meta?: { readonly content_length?: number } }[];
}

interface Target {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly fills: boolean;
}

/**
 * By position, and as strict as Redshift: as many columns in the file as in the table, of the same types. With
 * FILLRECORD the last ones may be absent.
 */
export async function copy(sql: string, database: Database, files: Files): Promise<void> {
  const [, table, manifest, fills] = COPY.exec(sql) ?? [];
  if (!table || !manifest) throw new RedshiftError(`syntax error in ${sql}`);
  const { entries } = JSON.parse(await readFile(files(manifest), "utf8")) as Manifest;
  const target = { table, columns: await columnsOf(database, table), fills: fills !== undefined };
  const engine = await shared();
  for (const { url, meta } of entries) {
    await checkFile(url, files(url), meta?.content_length);
    const rows = await rowsIn(engine, url, files(url), target);
    for (let at = 0; at < rows.length; at += 1000) await insert(database, target, rows.slice(at, at + 1000));
  }
}

let engine: Promise<DuckDBConnection> | null = null;
const shared = (): Promise<DuckDBConnection> =>
  (engine ??= DuckDBInstance.create(":memory:", { threads: "1" }).then((instance) => instance.connect()));

async function columnsOf(database: Database, table: string): Promise<Target["columns"]> {
  const { rows } = await database.raw(
    `SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
     WHERE attrelid = '${table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  );
  return rows.map(([name, type]) => ({ name: name ?? "", type: type ?? "" }));
}

async function checkFile(url: string, path: string, length: number | undefined): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found) {
    throw new CopyError("S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey", {
      file: url,
    });
  }
  if (length === undefined)
    throw new CopyError("the manifest of a columnar COPY needs meta.content_length", { file: url });
  if (length !== found.size)
    throw new CopyError("the manifest's content_length is not the file's", { file: url });
}

/** The types of a table that COPY reads these of a Parquet file into. */
const READ_INTO: Readonly<Record<string, RegExp>> = {
  INTEGER: /^integer$/,
  BIGINT: /^bigint$/,
  DOUBLE: /^double precision$/,
  FLOAT: /^real$/,
  BOOLEAN: /^boolean$/,
  VARCHAR: /^character/,
  DATE: /^date$/,
  TIME: /^time without/,
  TIMESTAMP: /^timestamp without/,
  "TIMESTAMP WITH TIME ZONE": /^timestamp without/,
  BLOB: /^bytea$/,
};

async function rowsIn(
  connection: DuckDBConnection,
  url: string,
  path: string,
  { columns, fills }: Target,
): Promise<(string | null)[][]> {
  const from = `read_parquet('${path.replaceAll("'", "''")}', hive_partitioning = false)`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`);
  const given = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const absent = columns.length - given.length;
  if (absent < 0 || (absent > 0 && !fills)) {
    const message = `Unmatched number of columns between table and file. Table columns: ${columns.length}, Data columns: ${given.length}`;
    throw new CopyError(message, { file: url });
  }
  for (const [i, { name, type }] of given.entries()) {
    const into = columns[i]?.type ?? "";
    const fits = type.startsWith("DECIMAL")
      ? type.toLowerCase().replace("decimal", "numeric") === into
      : READ_INTO[type]?.test(into);
    if (!fits)
      throw new CopyError(
        `File has an incompatible Parquet schema for column. Column type: ${into}, Parquet: ${type}`,
        { file: url, column: name, type: into },
      );
  }
  const values = given.map(({ name, type }) => asText(`"${name.replaceAll('"', '""')}"`, type)).join(", ");
  const rows = (await connection.runAndReadAll(`SELECT ${values} FROM ${from}`)).getRows() as (
    | string
    | null
  )[][];
  for (const row of rows) for (const [i, value] of row.entries()) refuseLong(value, columns[i], url);
  return rows;
}

function refuseLong(value: string | null, column: Target["columns"][number] | undefined, file: string): void {
  const bytes = /^character(?: varying)?\((\d+)\)$/.exec(column?.type ?? "")?.[1];
  if (value === null || bytes === undefined || Buffer.byteLength(value) <= Number(bytes)) return;
  const shown = { file, column: column?.name ?? "", type: `varchar(${bytes})`, value: value.slice(0, 100) };
  throw new CopyError("String length exceeds DDL length", shown);
}

function asText(name: string, type: string): string {
  if (type === "TIMESTAMP WITH TIME ZONE") return `CAST(make_timestamp(epoch_us(${name})) AS VARCHAR)`;
  if (type === "BLOB") return `'\\x' || hex(${name})`;
  return `CAST(${name} AS VARCHAR)`;
}

async function insert(
  database: Database,
  { table, columns }: Target,
  rows: readonly (string | null)[][],
): Promise<void> {
  const literal = (value: string | null, type: string) =>
    value === null ? "NULL" : `CAST('${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}' AS ${type})`;
  const values = rows.map(
    (row) => `(${row.map((value, i) => literal(value, columns[i]?.type ?? "text")).join(", ")})`,
  );
  await database.raw(`INSERT INTO ${table} VALUES ${values.join(", ")}`);
}
