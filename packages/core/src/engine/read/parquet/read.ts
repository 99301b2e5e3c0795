import type { Column } from "../../../contract/column.ts";
import { Permanent } from "../../../errors.ts";
import { closest } from "../../../quality/suggest.ts";
import { fileError } from "../../../sources/file/errors.ts";
import type { FileReading, FileSlice } from "../../../sources/source.ts";
import type { Connection } from "../../database.ts";
import { identifier, text } from "../../sql.ts";
import type { ReadContext } from "../context.ts";
import { withDefault } from "../default.ts";
import { type Cast, castOf } from "./cast.ts";

interface ParquetFile {
  readonly slice: FileSlice;
  readonly casts: readonly { readonly column: Column; readonly cast: Cast }[];
}

/** Reads Parquet files; how many rows were written. A value that its column's type cannot hold makes a reject. */
export async function readParquetFiles(context: ReadContext, { slices }: FileReading): Promise<number> {
  const files: ParquetFile[] = [];
  for (const slice of slices) files.push(await describe(context, slice));
  try {
    const rows = await context.write(files.map(goodRows).join(" UNION ALL "));
    for (const file of files) await rejectBadRows(context, file);
    return rows;
  } catch (error) {
    context.signal.throwIfAborted();
    throw fileError(error, named(error, slices));
  }
}

async function describe(
  { connection, columns, signal }: ReadContext,
  slice: FileSlice,
): Promise<ParquetFile> {
  const types = await typesIn(connection, slice.path).catch((error: unknown) => {
    signal.throwIfAborted();
    throw fileError(error, slice.path);
  });
  const casts = columns.map((column) => {
    const type = types.get(column.name);
    if (type === undefined) throw missing(column.name, [...types.keys()], slice.path);
    return { column, cast: castOf(column, type) };
  });
  return { slice, casts };
}

async function typesIn(connection: Connection, path: string): Promise<Map<string, string>> {
  const rows = await connection.all<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM read_parquet(${text(path)}, hive_partitioning = false)`,
  );
  return new Map(rows.map(({ column_name, column_type }) => [column_name, column_type]));
}

const ROW = "file_row_number";

/** `file_row_number` lets the engine skip the row groups that are not asked for. */
function from({ path, range }: FileSlice): string {
  const rows = `read_parquet(${text(path)}, hive_partitioning = false, file_row_number = true)`;
  return range ? `(SELECT * FROM ${rows} WHERE ${ROW} >= ${range.from} AND ${ROW} < ${range.to})` : rows;
}

function goodRows({ slice, casts }: ParquetFile): string {
  const selected = casts.map(({ column, cast }) => withDefault(column, cast.value));
  const bad = casts.flatMap(({ cast }) => cast.fails ?? []);
  const where =
    bad.length === 0 ? "" : ` WHERE NOT (${bad.map((sql) => `coalesce(${sql}, false)`).join(" OR ")})`;
  return `SELECT ${selected.join(", ")} FROM ${from(slice)}${where}`;
}

async function rejectBadRows(
  { connection, rejects }: ReadContext,
  { slice, casts }: ParquetFile,
): Promise<void> {
  const failing = casts.filter(({ cast }) => cast.fails !== null);
  if (failing.length === 0) return;
  const field = `CASE ${failing.map(({ cast }, i) => `WHEN ${cast.fails} THEN ${i}`).join(" ")} END`;
  const shown = failing.map(
    ({ column }) =>
      `WHEN field = ${failing.findIndex((f) => f.column === column)} THEN CAST(${identifier(column.name)} AS VARCHAR)`,
  );
  const values = casts.map(({ column }) => `${text(column.name)}: ${identifier(column.name)}`).join(", ");
  const query = `SELECT ${ROW} + 1 AS line, field, CASE ${shown.join(" ")} END AS value,
    CAST(to_json({${values}}) AS VARCHAR) AS row
    FROM (SELECT *, ${field} AS field FROM ${from(slice)}) WHERE field IS NOT NULL ORDER BY 1`;
  const result = await connection.raw.stream(query);
  for await (const rows of result.yieldRowObjectJs()) {
    for (const { line, field, value, row } of rows as unknown as BadRow[]) {
      const { column, cast } = failing[field]!;
      await rejects.add({
        file: slice.path,
        line: Number(line),
        column: column.name,
        text: row,
        reason: `${value} cannot be read as ${cast.expected} without a loss`,
        code: "parquet.bad-value",
      });
    }
  }
}

interface BadRow {
  readonly line: bigint;
  readonly field: number;
  readonly value: string;
  readonly row: string;
}

function missing(name: string, names: readonly string[], path: string): Permanent {
  const near = closest(name, names);
  return new Permanent("parquet.missing-column", `${path} has no column ${JSON.stringify(name)}`, {
    where: path,
    why: `its columns are: ${names.join(", ")}`,
    next: near
      ? `did you mean ${JSON.stringify(near)}? Name the column so in the row contract`
      : "name the column in the row contract as it is in the file",
  });
}

function named(error: unknown, slices: readonly FileSlice[]): string {
  const message = error instanceof Error ? `${error.message} ${String(error.cause ?? "")}` : "";
  return (slices.find(({ path }) => message.includes(path)) ?? slices[0])?.path ?? "";
}
