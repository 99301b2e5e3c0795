import { cellText } from "../query/cell.ts";
import { count, plural } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { shortPath } from "../terminal/path.ts";
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

export interface ShowView {
  /** Cells of a line; null for as long as they are. */
  readonly width: number | null;
  readonly paint: Paint;
  /** Where somebody types: files are shown from there. */
  readonly cwd: string;
}

/** Rows that were held back, each with what is wrong with it. */
export function showLines({ quarantine, rejects }: Shown, view: ShowView): readonly string[] {
  if (quarantine.total + rejects.total === 0) return ["nothing was held back"];
  return [...quarantineLines(quarantine, view), ...rejectLines(rejects, view)];
}

function quarantineLines({ parts, total }: ShownRows, view: ShowView): readonly string[] {
  const { paint } = view;
  if (total === 0) return [];
  const rows = parts.flatMap(({ unit, result }) => quarantinedRows(result).map((row) => ({ unit, ...row })));
  return [
    "",
    paint.bold(`${plural(total, "row")} broke a rule`),
    ...rows.flatMap((row) => rowLines(row, view)),
    ...remainder(rows.length, total, paint),
  ];
}

function rowLines(
  { unit, reasons, row }: QuarantinedRow & { readonly unit: string },
  { width, paint }: ShowView,
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

function rejectLines({ parts, total }: ShownRows, { width, paint, cwd }: ShowView): readonly string[] {
  if (total === 0) return [];
  const rows = parts.flatMap(({ result }) => objectsOf(result));
  return [
    "",
    paint.bold(`${plural(total, "row")} could not be read`),
    ...rows.flatMap((row) => rejectedLines(row, { width, paint, cwd })),
    ...remainder(rows.length, total, paint),
  ];
}

/** A reject has `file`, `line`, `column`, `text` and `reason`; what the format does not tell is NULL. */
function rejectedLines(
  row: Readonly<Record<string, unknown>>,
  { width, paint, cwd }: ShowView,
): readonly string[] {
  const said = (name: string) => visible(cellText(row[name] ?? ""));
  const place = [shortPath(said("file"), cwd), said("line")].filter((part) => part !== "").join(":");
  const parts = [paint.yellow(place), said("column"), said("reason")].filter((part) => part !== "");
  const text = said("text");
  return [
    `  ${parts.join("  ")}`,
    `    ${paint.dim(width === null ? text : cut(text, Math.max(20, width - 4)))}`,
  ];
}

const remainder = (shown: number, total: number, paint: Paint): readonly string[] =>
  shown < total ? [paint.dim(`${count(total - shown)} more: --limit ${total}`)] : [];
