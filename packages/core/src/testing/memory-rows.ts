import { Permanent } from "../errors.ts";
import type { LoadTarget } from "../pipeline/plan.ts";
import type { LoadFile, LoadRequest } from "../ports/warehouse.ts";
import type { Row } from "../transform/step.ts";

/** Rows without a flag whose key is not excluded, and the winners; with their run. */
export function incomingRows(
  request: LoadRequest,
  store: ReadonlyMap<string, readonly Row[]>,
): readonly Row[] {
  const read = ({ at }: LoadFile): readonly Row[] => {
    const rows = store.get(at);
    if (rows === undefined) throw new Permanent("file.missing", `the artifact ${at} is gone`, { where: at });
    return rows;
  };
  const exclusions = request.exclusions.map((exclusion) => ({
    columns: exclusion.columns,
    keys: new Set(read(exclusion).map((row) => fingerprint(row, exclusion.columns))),
  }));
  const passed = request.artifacts
    .flatMap(read)
    .filter((row) => request.flagColumns.every((flag) => row[flag] === 0 || row[flag] === 0n))
    .filter((row) => exclusions.every(({ columns, keys }) => !keys.has(fingerprint(row, columns))));
  const names = request.columns.map(({ name }) => name);
  return [...passed, ...request.winners.flatMap(read)].map((row) => tableRow(row, names, request.runId));
}

function tableRow(row: Row, columns: readonly string[], runId: string): Row {
  const values = Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
  return { ...values, _waybill_run_id: runId, _waybill_partition: row._waybill_partition ?? null };
}

interface Merged {
  readonly rows: readonly Row[];
  /** Rows of the table that a changed one took the place of. */
  readonly before: readonly Row[];
  /** Rows of the table with a key of the incoming ones. */
  readonly matched: readonly Row[];
}

/** By key: new rows are added, changed ones take the old one's place, equal ones stay as they are. */
export function mergeRows(incoming: readonly Row[], present: readonly Row[], key: readonly string[]): Merged {
  const known = new Map(present.map((row) => [fingerprint(row, key), row]));
  const before = new Set<Row>();
  const matched: Row[] = [];
  const written: Row[] = [];
  for (const row of incoming) {
    const old = known.get(fingerprint(row, key));
    if (old) matched.push(old);
    if (old && sameValues(old, row)) continue;
    if (old) before.add(old);
    written.push(row);
  }
  return { rows: [...present.filter((row) => !before.has(row)), ...written], before: [...before], matched };
}

/** Errors: `Permanent` `warehouse.null-key`, `warehouse.duplicate-key`. */
export function checkedKeys(rows: readonly Row[], { table, key }: LoadTarget): readonly Row[] {
  const where = `${table} (${key.join(", ")})`;
  if (rows.some((row) => key.some((name) => row[name] === null))) {
    throw new Permanent("warehouse.null-key", `rows for \`${table}\` have no value in their key`, { where });
  }
  if (new Set(rows.map((row) => fingerprint(row, key))).size < rows.length) {
    throw new Permanent("warehouse.duplicate-key", `rows for \`${table}\` have a key more than once`, {
      where,
    });
  }
  return rows;
}

function sameValues(old: Row, row: Row): boolean {
  const names = Object.keys(row).filter((name) => !name.startsWith("_waybill_"));
  return fingerprint(old, names) === fingerprint(row, names);
}

/** A text that two rows share where their values in these columns are the same. */
export const fingerprint = (row: Row, columns: readonly string[]): string =>
  JSON.stringify(
    columns.map((name) => row[name] ?? null),
    (_, value) => (typeof value === "bigint" ? `${value}n` : value),
  );
