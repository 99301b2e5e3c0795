import { cellText } from "../query/cell.ts";
import { count, plural } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { layOut } from "../terminal/table.ts";
import { cut, visible } from "../terminal/text.ts";
import { type HeldRows, objectsOf, type QuarantinedRow, quarantinedRows } from "./rows.ts";

export interface ShownRows {
  readonly parts: readonly {
    readonly stage: string;
    readonly unit: string;
    readonly result: HeldRows;
  }[];
  /** Rows there are; `parts` may hold fewer. */
  readonly total: number;
}

interface Shown {
  readonly quarantine: ShownRows;
  readonly rejects: ShownRows;
}

/** Rows that were held back, each with what is wrong with it. */
export function showLines(
  { quarantine, rejects }: Shown,
  width: number | null,
  paint: Paint,
): readonly string[] {
  if (quarantine.total + rejects.total === 0) return ["nothing was held back"];
  return [...quarantineLines(quarantine, width, paint), ...rejectLines(rejects, width, paint)];
}

function quarantineLines({ parts, total }: ShownRows, width: number | null, paint: Paint): readonly string[] {
  if (total === 0) return [];
  const rows = parts.flatMap(({ unit, result }) => quarantinedRows(result).map((row) => ({ unit, ...row })));
  return [
    "",
    paint.bold(`${plural(total, "row")} broke a rule`),
    ...rows.flatMap((row) => rowLines(row, width, paint)),
    ...remainder(rows.length, total, paint),
  ];
}

function rowLines(
  { unit, reasons, row }: QuarantinedRow & { readonly unit: string },
  width: number | null,
  paint: Paint,
): readonly string[] {
  const values = Object.entries(row)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}=${cellText(value)}`)
    .join("  ");
  const text = visible(values);
  return [
    ...reasons.map(({ check, message }) => `  ${paint.yellow(visible(check))}  ${visible(message)}`),
    `    ${paint.dim(`${unit}  ${width === null ? text : cut(text, Math.max(20, width - unit.length - 6))}`)}`,
  ];
}

const REJECT_COLUMNS = ["file", "line", "column", "text", "reason"] as const;

function rejectLines({ parts, total }: ShownRows, width: number | null, paint: Paint): readonly string[] {
  if (total === 0) return [];
  const rows = parts.flatMap(({ result }) => objectsOf(result));
  const { header, rows: lines } = layOut(
    REJECT_COLUMNS.map((title) => ({ title, align: title === "line" ? "right" : "left" })),
    rows.map((row) => REJECT_COLUMNS.map((name) => (row[name] === null ? "" : cellText(row[name] ?? "")))),
    width,
  );
  return [
    "",
    paint.bold(`${plural(total, "row")} could not be read`),
    paint.dim(header),
    ...lines,
    ...remainder(rows.length, total, paint),
  ];
}

const remainder = (shown: number, total: number, paint: Paint): readonly string[] =>
  shown < total ? [paint.dim(`${count(total - shown)} more: --limit ${total}`)] : [];
