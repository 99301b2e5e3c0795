import type { CheckCount } from "@waybill/events";
import type { Column } from "../../contract/column.ts";
import type { SettleReport, SettleRequest } from "../../ports/engine.ts";
import { compare, keyOf, orderable } from "../../quality/value/order.ts";
import type { Row } from "../../transform/step.ts";
import { isReject } from "../rules/layout.ts";
import { type RowReason, UNIQUE } from "../rules/reason.ts";
import { refuseUnsettleable, type Unique, uniquesOf } from "../settle/unique.ts";
import { type MemoryFiles, passingRows, writeIfAny } from "./files.ts";
import { withReasons } from "./report.ts";
import { valueText } from "./value.ts";

/** Rows by their key, of the keys that more than one row has. */
interface Duplicates {
  readonly unique: Unique;
  readonly groups: ReadonlyMap<string, readonly Row[]>;
  keyOf(row: Row): string | null;
}

export function settle(files: MemoryFiles, { plan, artifacts, out }: SettleRequest): SettleReport {
  const { columns } = plan;
  const uniques = uniquesOf(plan);
  const names = columns.map(({ name }) => name);
  refuseUnsettleable(uniques, names);
  const passing = passingRows(files, artifacts);
  const found = new Map<Unique, Duplicates>();
  for (const unique of uniques) if (!unique.keep) found.set(unique, duplicatesIn(passing, unique, columns));
  const rejecting = [...found.values()].filter(({ unique }) => isReject(unique));
  const reasons = (row: Row) => rejecting.flatMap((duplicates) => reasonFor(row, duplicates));
  const held = passing.filter((row) => rejecting.some((duplicates) => isDuplicate(row, duplicates)));

  const keeper = uniques.find(({ keep }) => keep !== null);
  const heldRows = new Set(held);
  const kept = keeper
    ? duplicatesIn(
        passing.filter((row) => !heldRows.has(row)),
        keeper,
        columns,
      )
    : null;
  if (kept) found.set(kept.unique, kept);
  const winners = kept ? [...kept.groups.values()].map((rows) => latestOf(rows, kept.unique, columns)) : [];
  return {
    quarantined: held.length,
    superseded: (kept ? rowsIn(kept) : 0) - winners.length,
    exclusions: uniques.map((unique, i) => {
      const excludes = isReject(unique) || unique.keep !== null;
      return writeIfAny(
        files,
        out.exclusions[i] ?? "",
        excludes ? keysOf(found.get(unique)) : [],
        keyColumns(unique, columns),
      );
    }),
    winners: writeIfAny(files, out.winners, winners, columns),
    quarantine: writeIfAny(
      files,
      out.quarantine,
      held.map((row) => withReasons(row, reasons(row))),
      columns,
    ),
    checks: uniques.map((unique) => countOf(unique, found.get(unique))),
  };
}

const keyColumns = (unique: Unique, columns: readonly Column[]): readonly Column[] =>
  columns.filter(({ name }) => unique.columns.includes(name));

function duplicatesIn(rows: readonly Row[], unique: Unique, columns: readonly Column[]): Duplicates {
  const types = unique.columns.map((name) => columns.find((column) => column.name === name)?.type);
  const keyIn = (row: Row): string | null => {
    const parts = unique.columns.map((name, i) => {
      const type = types[i];
      const value = row[name] ?? null;
      return type === undefined || value === null ? null : (keyOf(type, value) ?? valueText(value));
    });
    return parts.includes(null) ? null : JSON.stringify(parts);
  };
  const groups = Map.groupBy(rows, keyIn);
  const repeated = [...groups].flatMap(([key, group]) =>
    key !== null && group.length > 1 ? [[key, group] as const] : [],
  );
  return { unique, groups: new Map(repeated), keyOf: keyIn };
}

function isDuplicate(row: Row, { groups, keyOf }: Duplicates): boolean {
  const key = keyOf(row);
  return key !== null && groups.has(key);
}

const rowsIn = ({ groups }: Duplicates): number =>
  [...groups.values()].reduce((total, rows) => total + rows.length, 0);

const keysOf = (found: Duplicates | undefined): Row[] =>
  [...(found?.groups.values() ?? [])].map(([first]) =>
    Object.fromEntries(found?.unique.columns.map((name) => [name, first?.[name] ?? null]) ?? []),
  );

const keyText = (row: Row, { columns }: Unique): string =>
  columns.map((name) => valueText(row[name])).join(", ");

function reasonFor(row: Row, { unique, groups, keyOf }: Duplicates): RowReason[] {
  const rows = groups.get(keyOf(row) ?? "")?.length;
  if (rows === undefined) return [];
  const { id, rule, column, columns } = unique;
  const value = keyText(row, unique);
  const shown = column === null ? value : shownKey(row[column], value);
  const message = `${columns.join(", ")} is ${shown}; ${UNIQUE}, and ${rows} rows of the run have it`;
  return [{ check: id, rule, column, value, message }];
}

const shownKey = (value: unknown, text: string): string => (typeof value === "string" ? `"${text}"` : text);

/** NULL loses to any value; of equal ones the row that comes last in the order of its content. */
function latestOf(rows: readonly Row[], { keep }: Unique, columns: readonly Column[]): Row {
  const column = columns.find(({ name }) => name === keep?.latest);
  const rank = (row: Row) => {
    const value = row[column?.name ?? ""] ?? null;
    return column && value !== null ? orderable(column.type, value) : null;
  };
  return rows.reduce((best, row) => {
    const [a, b] = [rank(row), rank(best)];
    if (a === null || b === null) return a === b ? laterContent(row, best) : a === null ? best : row;
    const order = compare(a, b);
    return order === 0 ? laterContent(row, best) : order > 0 ? row : best;
  });
}

const laterContent = (a: Row, b: Row): Row => (content(a) > content(b) ? a : b);
const content = (row: Row): string => JSON.stringify(Object.values(row).map(valueText));

function countOf(
  { id, rule, column, severity, keep, columns }: Unique,
  found: Duplicates | undefined,
): CheckCount {
  const keys = keep ? [] : keysOf(found).map((row) => columns.map((name) => valueText(row[name])).join(", "));
  return {
    id,
    rule,
    column,
    severity,
    failed: keep || !found ? 0 : rowsIn(found),
    corrected: 0,
    example: keys.sort()[0] ?? null,
  };
}
