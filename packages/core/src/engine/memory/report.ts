import type { CheckCount } from "@waybill/events";
import type { Column } from "../../contract/column.ts";
import type { Check, Rules } from "../../quality/check.ts";
import type { Row } from "../../transform/step.ts";
import { type Bit, isReject, layout, type Place } from "../rules/layout.ts";
import { type RowReason, SHOWN, wording } from "../rules/reason.ts";
import type { FlagReport } from "../rules/report.ts";
import { OWN_PREFIX, PARTITION, REASONS } from "../sql.ts";
import { type MemoryFiles, passes, writeIfAny } from "./files.ts";
import { valueText } from "./value.ts";

/** What `reportFlags` says of an artifact, of a list of rows. */
export function reportRows(
  files: MemoryFiles,
  rows: readonly Row[],
  columns: readonly Column[],
  rules: Rules,
  path: string,
): FlagReport {
  const places = layout(rules);
  const rejects = places.filter(({ check }) => isReject(check));
  const held = rows
    .filter((row) => !passes(row))
    .map((row) => withReasons(row, reasonsOf(row, rejects, columns)));
  return {
    rows: { got: rows.length, passed: rows.length - held.length, quarantined: held.length, corrected: 0 },
    checks: places.map((place) => countOf(place, rows)),
    quarantine: writeIfAny(files, path, held, columns),
  };
}

/** The row as the quarantine keeps it: without flags, with its reasons. */
export function withReasons(row: Row, reasons: readonly RowReason[]): Row {
  const kept = Object.entries(row).filter(([name]) => name === PARTITION || !name.startsWith(OWN_PREFIX));
  return { ...Object.fromEntries(kept), [REASONS]: JSON.stringify(reasons) };
}

const hasBit = (row: Row, { column, bit }: Bit): boolean => {
  const flags = row[column];
  return typeof flags === "bigint" && (flags & (1n << BigInt(bit))) !== 0n;
};

function countOf({ check, failed }: Place, rows: readonly Row[]): CheckCount {
  const { id, rule, column, severity } = check;
  const failing = rows.filter((row) => hasBit(row, failed));
  const values = failing.flatMap((row): string[] => {
    const value = column === null ? null : valueText(row[column]);
    return value === null ? [] : [value];
  });
  return {
    id,
    rule,
    column,
    severity,
    failed: failing.length,
    corrected: 0,
    example: values.sort()[0] ?? null,
  };
}

const reasonsOf = (row: Row, rejects: readonly Place[], columns: readonly Column[]): RowReason[] =>
  rejects.flatMap(({ check, failed }) => (hasBit(row, failed) ? [reasonOf(check, row, columns)] : []));

function reasonOf(check: Check, row: Row, columns: readonly Column[]): RowReason {
  const { id, rule, column } = check;
  const value = column === null ? null : valueText(row[column]);
  const { opening, closing } = wording(check);
  const isText = columns.find(({ name }) => name === column)?.type.kind === "text";
  const shown = isText ? `"${cut(value)}"` : cut(value);
  return {
    check: id,
    rule,
    column,
    value,
    message: closing === null ? opening : `${opening}${shown}${closing}`,
  };
}

function cut(value: string | null): string {
  const characters = [...(value ?? "")];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join("")}…` : (value ?? "");
}
