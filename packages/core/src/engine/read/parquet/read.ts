import type { Column } from "../../../contract/column.ts";
import { Permanent } from "../../../errors.ts";
import { closest } from "../../../quality/suggest.ts";
import { fileError } from "../../../sources/file/errors.ts";
import type { FileReading, FileSlice } from "../../../sources/source.ts";
import type { Connection } from "../../database.ts";
import { identifier, text, textList } from "../../sql.ts";
import type { ReadContext } from "../context.ts";
import { withDefault } from "../default.ts";
import { type Cast, castOf } from "./cast.ts";

type Casts = readonly { readonly column: Column; readonly cast: Cast }[];

/** Files that are read alike; one with a range is alone. */
interface Group {
  readonly slices: FileSlice[];
  readonly casts: Casts;
}

/** Reads Parquet files; how many rows were written. A value that its column's type cannot hold makes a reject. */
export async function readParquetFiles(context: ReadContext, { slices }: FileReading): Promise<number> {
  const groups = new Map<string, Group>();
  for (const [i, slice] of slices.entries()) {
    const casts = await castsOf(context, slice);
    const key = JSON.stringify([casts.map(({ cast }) => cast), slice.range ? i : null]);
    const group = groups.get(key) ?? { slices: [], casts };
    group.slices.push(slice);
    groups.set(key, group);
  }
  try {
    const rows = await context.write([...groups.values()].map(goodRows).join(" UNION ALL "));
    for (const group of groups.values()) await rejectBadRows(context, group);
    return rows;
  } catch (error) {
    context.signal.throwIfAborted();
    throw fileError(error, named(error, slices));
  }
}

async function castsOf({ connection, columns, signal }: ReadContext, { path }: FileSlice): Promise<Casts> {
  const types = await typesIn(connection, path).catch((error: unknown) => {
    signal.throwIfAborted();
    throw fileError(error, path);
  });
  return columns.map((column) => {
    const type = types.get(column.name);
    if (type === undefined) throw missing(column.name, [...types.keys()], path);
    return { column, cast: castOf(column, type) };
  });
}

async function typesIn(connection: Connection, path: string): Promise<Map<string, string>> {
  const rows = await connection.all<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM read_parquet(${text(path)}, hive_partitioning = false)`,
  );
  return new Map(rows.map(({ column_name, column_type }) => [column_name, column_type]));
}

const ROW = "file_row_number";
const FILE = "_waybill_file";

/** The row's number lets the engine skip the row groups that are not asked for. */
function from(slices: readonly FileSlice[]): string {
  const paths = textList(slices.map(({ path }) => path));
  const rows = `read_parquet(${paths}, hive_partitioning = false, file_row_number = true, filename = '${FILE}')`;
  const range = slices[0]?.range;
  return range ? `(SELECT * FROM ${rows} WHERE ${ROW} >= ${range.from} AND ${ROW} < ${range.to})` : rows;
}

function goodRows({ slices, casts }: Group): string {
  const selected = casts.map(({ column, cast }) => withDefault(column, cast.value));
  const bad = casts.flatMap(({ cast }) => cast.fails ?? []);
  const where =
    bad.length === 0 ? "" : ` WHERE NOT (${bad.map((sql) => `coalesce(${sql}, false)`).join(" OR ")})`;
  return `SELECT ${selected.join(", ")} FROM ${from(slices)}${where}`;
}

async function rejectBadRows({ connection, rejects }: ReadContext, { slices, casts }: Group): Promise<void> {
  const failing = casts.filter(({ cast }) => cast.fails !== null);
  if (failing.length === 0) return;
  const field = failing.map(({ cast }, i) => `WHEN ${cast.fails} THEN ${i}`);
  const value = failing.map(({ column }, i) => `WHEN ${i} THEN CAST(${identifier(column.name)} AS VARCHAR)`);
  const row = casts.map(({ column }) => `${text(column.name)}: ${identifier(column.name)}`);
  const result = await connection.raw.stream(`
    SELECT ${FILE} AS file, ${ROW} + 1 AS line, field, CASE field ${value.join(" ")} END AS value,
      CAST(to_json({${row.join(", ")}}) AS VARCHAR) AS row
    FROM (SELECT *, CASE ${field.join(" ")} END AS field FROM ${from(slices)})
    WHERE field IS NOT NULL ORDER BY file, line`);
  for await (const rows of result.yieldRowObjectJs()) {
    for (const { file, line, field, value, row } of rows as unknown as BadRow[]) {
      const { column, cast } = failing[field]!;
      await rejects.add({
        file,
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
  readonly file: string;
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
