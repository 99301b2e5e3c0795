import type { Column } from "../../../contract/column.ts";
import type { CsvFormat } from "../../../sources/source.ts";
import { identifier, text, textList } from "../../sql.ts";
import { duckType } from "../../types.ts";
import { withDefault } from "../default.ts";
import { type Field, MAX_ROW } from "./dialect.ts";

/** A plain file as the engine gets it. */
export interface CsvFile {
  readonly path: string;
  readonly fields: readonly Field[];
  /** It begins with lines to skip and a header. */
  readonly hasHeader: boolean;
  /** Every row ends in LF. Otherwise the engine takes the first line end it meets, even one within quotes. */
  readonly endsInLf: boolean;
}

/** Tables that the engine fills with the rows it refuses. */
export interface RejectTables {
  readonly errors: string;
  readonly scans: string;
}

/** One query for files that are read alike. */
interface Group {
  readonly files: CsvFile[];
  readonly tables: RejectTables;
}

const BUFFER = MAX_ROW * 2;

/** A field's name in the engine: a header may hold anything, and twice. */
export const fieldName = (index: number): string => `c${index}`;

/** A query for the contract's columns over all of the files, typed while they are parsed. */
export function csvRelation(
  files: readonly CsvFile[],
  format: CsvFormat,
  columns: readonly Column[],
  prefix: string,
): { relation: string; tables: readonly RejectTables[] } {
  const groups = grouped(files, prefix);
  const queries = groups.map(({ files, tables }) => {
    const { fields } = files[0]!;
    const selected = columns.map((column) => {
      const index = fields.findIndex((field) => field.column?.name === column.name);
      return withDefault(column, identifier(fieldName(index)));
    });
    return `SELECT ${selected.join(", ")} FROM ${readCsv(files, format, tables)}`;
  });
  return { relation: queries.join(" UNION ALL "), tables: groups.map(({ tables }) => tables) };
}

function grouped(files: readonly CsvFile[], prefix: string): Group[] {
  const groups = new Map<string, Group>();
  for (const file of files) {
    const key = JSON.stringify([file.hasHeader, file.fields.map(({ column }) => column?.name ?? null)]);
    const n = groups.size;
    const group = groups.get(key) ?? {
      files: [],
      tables: { errors: `${prefix}_errors_${n}`, scans: `${prefix}_scans_${n}` },
    };
    group.files.push(file);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function readCsv(files: readonly CsvFile[], format: CsvFormat, tables: RejectTables): string {
  const { fields, hasHeader, endsInLf } = files[0]!;
  const types = fields.map(({ column }, i) => `${text(fieldName(i))}: ${text(typeOf(column))}`);
  const mark = format.escape === "" ? format.quote : format.escape;
  const options = [
    textList(files.map(({ path }) => path)),
    "auto_detect = false",
    "hive_partitioning = false",
    "compression = 'none'",
    `columns = {${types.join(", ")}}`,
    ...(endsInLf ? ["new_line = '\\n'"] : []),
    `delim = ${text(format.delimiter)}`,
    `quote = ${text(format.quote)}`,
    `escape = ${text(mark)}`,
    `header = ${hasHeader && format.header}`,
    `skip = ${hasHeader ? format.skip : 0}`,
    `nullstr = ${textList(format.nulls.length > 0 ? format.nulls : [NEVER])}`,
    "allow_quoted_nulls = false",
    `decimal_separator = ${text(format.decimalSeparator)}`,
    ...(format.dateFormat === null ? [] : [`dateformat = ${text(format.dateFormat)}`]),
    ...(format.timestampFormat === null ? [] : [`timestampformat = ${text(format.timestampFormat)}`]),
    `max_line_size = ${MAX_ROW}`,
    `buffer_size = ${BUFFER}`,
    "store_rejects = true",
    "rejects_limit = 0",
    `rejects_table = ${text(tables.errors)}`,
    `rejects_scan = ${text(tables.scans)}`,
  ];
  return `read_csv(${options.join(", ")})`;
}

/** A text of its own that means NULL, where no text does. */
const NEVER = "\u{10FFFF}waybill";

const typeOf = (column: Column | null): string => (column ? duckType(column.type) : "VARCHAR");
