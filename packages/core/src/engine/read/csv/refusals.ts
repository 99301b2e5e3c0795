import type { Column } from "../../../contract/column.ts";
import type { CsvFormat } from "../../../sources/source.ts";
import type { Connection } from "../../database.ts";
import { identifier } from "../../sql.ts";
import { judgeOf } from "../exact/judge.ts";
import { shown } from "../exact/shown.ts";
import { type Gap, LineCounter } from "../file/line-counter.ts";
import type { Reject, RejectFile } from "../file/rejects.ts";
import type { RejectTables } from "./relation.ts";

/** Where the rows of a file that the engine read came from. */
export interface Origin {
  /** The file as the user knows it. */
  readonly file: string;
  readonly firstLine: number;
  readonly lineEnd: number;
  readonly gaps: readonly Gap[];
  /** The name of each field; null where the contract has no such column. */
  readonly names: readonly (string | null)[];
}

interface Refusal {
  readonly path: string;
  readonly position: bigint;
  readonly type: string;
  readonly field: string | null;
  readonly message: string;
  readonly line: string;
}

/**
 * The rows that the engine refused, one reject each, whatever number of fields is wrong; how many there are. The
 * engine counts rows and calls them lines, so lines are counted anew, from the byte where each row begins.
 */
export async function collectRefusals(
  connection: Connection,
  tables: RejectTables,
  origins: ReadonlyMap<string, Origin>,
  { format, columns, rejects }: { format: CsvFormat; columns: readonly Column[]; rejects: RejectFile },
): Promise<number> {
  let count = 0;
  let path: string | null = null;
  let lines: LineCounter | null = null;
  try {
    const result = await connection.raw.stream(refusals(tables));
    for await (const rows of result.yieldRowObjectJs()) {
      for (const refusal of rows as unknown as Refusal[]) {
        const origin = origins.get(refusal.path);
        if (!origin) continue;
        if (refusal.path !== path || lines === null) {
          await lines?.close();
          path = refusal.path;
          lines = await LineCounter.open(path, { ...origin, newline: origin.lineEnd });
        }
        const line = await lines.lineAt(Number(refusal.position));
        await rejects.add(rejectOf(refusal, origin, line, format, columns));
        count++;
      }
    }
  } finally {
    await lines?.close();
  }
  return count;
}

/** A row's structure comes first: where it is wrong, its values are in the wrong columns. */
const refusals = ({ errors, scans }: RejectTables): string => `
  SELECT s.file_path AS path, e.line_byte_position AS position,
    arg_min(CAST(e.error_type AS VARCHAR), rank) AS type, arg_min(coalesce(e.column_name, ''), rank) AS field,
    arg_min(e.error_message, rank) AS message, any_value(e.csv_line) AS line
  FROM (SELECT *, CASE CAST(error_type AS VARCHAR) WHEN 'CAST' THEN 10000 ELSE 0 END + coalesce(column_idx, 0) AS rank
    FROM ${identifier(errors)}) e JOIN ${identifier(scans)} s USING (scan_id, file_id)
  GROUP BY ALL ORDER BY ALL`;

function rejectOf(
  refusal: Refusal,
  origin: Origin,
  line: number,
  format: CsvFormat,
  columns: readonly Column[],
): Reject {
  const text = refusal.line.replace(/^[\r\n]+/, "");
  const name = origin.names[Number(/^c(\d+)$/.exec(refusal.field ?? "")?.[1] ?? -1)] ?? null;
  const base = { file: origin.file, line, text };
  if (refusal.type === "CAST") {
    const column = columns.find((candidate) => candidate.name === name);
    return {
      ...base,
      column: name,
      reason: valueReason(refusal.message, column, format),
      code: "csv.bad-value",
    };
  }
  const { code, reason } = structureReason(refusal);
  return { ...base, column: null, reason, code };
}

function valueReason(message: string, column: Column | undefined, format: CsvFormat): string {
  const value = /Could not convert string "(.*)" to '/s.exec(message)?.[1];
  if (value === undefined || !column) return message.split("\n")[0] ?? message;
  return judgeOf(column.type, format)(value) ?? `${shown(value)} cannot be read as ${column.type.kind}`;
}

function structureReason({ type, message }: Refusal): { code: string; reason: string } {
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? [];
  switch (type) {
    case "MISSING COLUMNS":
      return { code: "csv.too-few-fields", reason: fieldCount(found, expected) };
    case "TOO MANY COLUMNS":
      return { code: "csv.too-many-fields", reason: fieldCount(found, expected) };
    case "UNQUOTED VALUE":
      return { code: "csv.bad-quotes", reason: "a quote is opened and not closed where the value ends" };
    case "INVALID ENCODING":
      return { code: "csv.encoding", reason: "the row holds bytes that are not UTF-8" };
    default:
      return { code: "csv.unreadable", reason: message.split("\n")[0] ?? message };
  }
}

const fieldCount = (found = "?", expected = "?"): string =>
  `the row has ${found} ${found === "1" ? "field" : "fields"} where ${expected} are expected`;
