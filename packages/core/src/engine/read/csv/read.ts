import { join } from "node:path";
import { Permanent } from "../../../errors.ts";
import { columnsIn } from "../../../sources/file/csv-columns.ts";
import { headerOf } from "../../../sources/file/csv-header.ts";
import { fileError } from "../../../sources/file/errors.ts";
import type { CsvFormat, FileReading } from "../../../sources/source.ts";
import { identifier } from "../../sql.ts";
import type { ReadContext } from "../context.ts";
import type { Gap } from "../file/line-counter.ts";
import { forget, type PlainFile, plainFile } from "../file/plain-file.ts";
import { isRefused } from "../refused.ts";
import { cleanCopy } from "./clean-copy.ts";
import { fieldsOf } from "./dialect.ts";
import { collectRefusals, type Origin } from "./refusals.ts";
import { type CsvFile, csvRelation, type RejectTables } from "./relation.ts";
import { LF } from "./scan-dialect.ts";
import { type Screening, screen } from "./screen.ts";

interface Opened {
  readonly plain: PlainFile;
  readonly file: CsvFile;
  readonly names: readonly (string | null)[];
}

/**
 * Reads CSV files, typed while they are parsed; how many rows were written. The engine reads at full speed while the
 * bytes are screened for what it would misread. Where there is such a thing, the good rows are copied and read again.
 */
export async function readCsvFiles(
  context: ReadContext,
  { slices }: FileReading,
  format: CsvFormat,
): Promise<number> {
  const opened: Opened[] = [];
  try {
    for (const slice of slices) {
      const options = { ...context, encoding: format.encoding, name: `file-${opened.length}` };
      const plain = await plainFile(slice, options);
      opened.push(await describe(plain, format, context));
    }
    const fast = format.comment === "" ? await readInPlace(context, opened, format) : null;
    return fast ?? (await readCleaned(context, opened, format));
  } finally {
    await Promise.all(opened.map(({ plain }) => forget(plain)));
  }
}

/** The fields of the file as its header has them now: it may have been written anew since the plan. */
async function describe(plain: PlainFile, format: CsvFormat, { columns }: ReadContext): Promise<Opened> {
  const { slice } = plain;
  const hasHeader = slice.range === undefined;
  const planned = slice.names ?? format.names;
  const names = hasHeader && format.header ? ((await headerOf(slice.path, format)) ?? planned) : planned;
  if (names) columnsIn(names, columns, slice.path);
  const fields = fieldsOf(format, names, columns);
  return {
    plain,
    file: { path: plain.path, fields, hasHeader, endsInLf: false },
    names: fields.map(({ column }) => column?.name ?? null),
  };
}

/** Null where the engine's reading cannot be trusted. */
async function readInPlace(
  context: ReadContext,
  opened: readonly Opened[],
  format: CsvFormat,
): Promise<number | null> {
  const files = opened.map(({ file }) => file);
  const { relation, tables } = csvRelation(files, format, context.columns, "waybill_fast");
  try {
    let writing = true;
    const written = context.write(relation).finally(() => {
      writing = false;
    });
    const screened = screen(files, format, context.signal).then((result) => {
      if (result.trouble && writing) context.connection.raw.interrupt();
      return result;
    });
    const [rows, seen] = await Promise.allSettled([written, screened]);
    if (seen.status === "rejected") throw inFiles(seen.reason, opened);
    if (seen.value.trouble || isRefused(rows)) return null;
    if (rows.status === "rejected") throw inFiles(rows.reason, opened);
    const refused = await collect(context, tables, originsOf(opened, seen.value), format);
    if (rows.value + refused === seen.value.rows) return rows.value;
    await context.rejects.clear();
    return null;
  } finally {
    await drop(context, tables);
  }
}

async function readCleaned(
  context: ReadContext,
  opened: readonly Opened[],
  format: CsvFormat,
): Promise<number> {
  const files: CsvFile[] = [];
  const origins = new Map<string, Origin>();
  let expected = 0;
  for (const [i, { plain, file, names }] of opened.entries()) {
    const copy = await cleanCopy(plain, join(context.folder, `clean-${i}.csv`), format, file.fields, context);
    await forget(plain);
    files.push({ path: copy.path, fields: file.fields, hasHeader: false, endsInLf: true });
    origins.set(copy.path, originOf(plain, names, copy.gaps, LF));
    expected += copy.rows;
  }
  const { relation, tables } = csvRelation(files, format, context.columns, "waybill_clean");
  try {
    const rows = await context.write(relation).catch((error: unknown) => {
      throw inFiles(error, opened);
    });
    const refused = await collect(context, tables, origins, format);
    if (rows + refused !== expected) throw miscounted(opened, expected, rows, refused);
    return rows;
  } finally {
    await drop(context, tables);
    await Promise.all(files.map(({ path }) => forget({ path, copied: true })));
  }
}

async function collect(
  context: ReadContext,
  tables: readonly RejectTables[],
  origins: ReadonlyMap<string, Origin>,
  format: CsvFormat,
): Promise<number> {
  let count = 0;
  for (const pair of tables) {
    count += await collectRefusals(context.connection, pair, origins, { ...context, format });
  }
  return count;
}

const originsOf = (opened: readonly Opened[], { lineEnds }: Screening): Map<string, Origin> =>
  new Map(
    opened.map(({ plain, names }) => [
      plain.path,
      originOf(plain, names, [], lineEnds.get(plain.path) ?? LF),
    ]),
  );

const originOf = (
  { slice }: PlainFile,
  names: readonly (string | null)[],
  gaps: readonly Gap[],
  lineEnd: number,
): Origin => ({ file: slice.path, firstLine: slice.firstLine, lineEnd, gaps, names });

async function drop({ connection }: ReadContext, tables: readonly RejectTables[]): Promise<void> {
  for (const { errors, scans } of tables) {
    await connection.run(`DROP TABLE IF EXISTS ${identifier(errors)}`);
    await connection.run(`DROP TABLE IF EXISTS ${identifier(scans)}`);
  }
}

/** The engine names the file that it stumbles over by its path, which may be a copy's. */
function inFiles(error: unknown, opened: readonly Opened[]): Error {
  const message = error instanceof Error ? `${error.message} ${String(error.cause ?? "")}` : "";
  const named = opened.find(({ plain }) => message.includes(plain.path)) ?? opened[0];
  return named ? fileError(error, named.plain.slice.path) : (error as Error);
}

const miscounted = (opened: readonly Opened[], expected: number, rows: number, refused: number): Permanent =>
  new Permanent("csv.miscounted", `${expected} rows were counted, and ${rows + refused} read`, {
    where: opened.map(({ plain }) => plain.slice.path).join(", "),
    why: `${rows} were read and ${refused} refused: no row may be lost or doubled in silence`,
    next: "give the dialect to files() (delimiter, quote, escape), so that both agree about where a row ends",
  });
