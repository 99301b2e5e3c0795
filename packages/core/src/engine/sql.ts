/** `name` as an SQL identifier, whatever it holds. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const identifiers = (names: readonly string[]): string => names.map(identifier).join(", ");

/** `text` as an SQL string, whatever it holds. The engine's parser stops at a NUL, so that one is computed. */
export function text(value: string): string {
  const quoted = (part: string) => `'${part.replaceAll("'", "''")}'`;
  return value.includes("\0") ? `(${value.split("\0").map(quoted).join(" || chr(0) || ")})` : quoted(value);
}

export const textList = (values: readonly string[]): string => `[${values.map(text).join(", ")}]`;

/** What stands in a FROM for Parquet files. A folder's name such as `run=1` never becomes a column. */
export const parquet = (paths: string | readonly string[]): string =>
  `read_parquet(${typeof paths === "string" ? text(paths) : textList(paths)}, hive_partitioning = false)`;

/** Columns that Waybill adds to artifacts and tables. A contract may not use the prefix. */
export const OWN_PREFIX = "_waybill_";
export const PARTITION = "_waybill_partition";
export const RUN_ID = "_waybill_run_id";
/** One bit a check of severity `reject`, 0 = passed; more than 63 checks take `_waybill_flags_2` and so on. */
export const FLAGS = "_waybill_flags";
/** The same for checks that only warn or fail the run. */
export const NOTES = "_waybill_notes";
/** Bits of both kinds of checks that failed before the corrections and pass after them. */
export const CORRECTED = "_waybill_corrected";
/** Why a row is held back: a JSON list of { check, rule, column, value, message }. */
export const REASONS = "_waybill_reasons";
