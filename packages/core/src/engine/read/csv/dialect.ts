import type { Column } from "../../../contract/column.ts";
import { Usage } from "../../../errors.ts";
import type { CsvFormat } from "../../../sources/source.ts";
import { ANY_BYTES, type ByteRule, byteRule } from "../exact/canonical.ts";
import { type Judge, judgeOf } from "../exact/judge.ts";

/** One field of a file's rows: the contract's column in it, or none. */
export interface Field {
  readonly column: Column | null;
  readonly rule: ByteRule;
  readonly judge: Judge | null;
}

export const FREE_FIELD: Field = { column: null, rule: ANY_BYTES, judge: null };

/** Bytes that a row may have: a quote that is left open must not take the rest of the file. */
export const MAX_ROW = 16 << 20;

/** The fields of a file with these names, in their order. Without a header columns go by position. */
export function fieldsOf(
  format: CsvFormat,
  names: readonly string[] | null,
  columns: readonly Column[],
): Field[] {
  const order = names ?? columns.map(({ name }) => name);
  return order.map((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    return column ? fieldOf(column, format) : FREE_FIELD;
  });
}

function fieldOf(column: Column, format: CsvFormat): Field {
  const rule = byteRule(column.type, format);
  return { column, rule, judge: rule.form === ANY_BYTES.form ? null : judgeOf(column.type, format) };
}

/** The byte of a one-character setting; -1 where it is empty. */
export function byteOf(setting: string, name: string): number {
  if (setting === "") return -1;
  const code = setting.charCodeAt(0);
  if (setting.length === 1 && code < 0x80) return code;
  throw new Usage("csv.setting", `${name} has to be one ASCII character, not ${JSON.stringify(setting)}`, {
    next: `give files() another ${name}, such as "${name === "delimiter" ? ";" : '\\"'}"`,
  });
}
