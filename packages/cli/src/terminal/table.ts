import { cut, padEnd, padStart, visible, widthOf } from "./text.ts";

export interface TableColumn {
  readonly title: string;
  readonly align?: "left" | "right";
}

export interface TableLayout {
  readonly header: string;
  readonly rows: readonly string[];
  /** Titles of the columns for which there was no room. */
  readonly hidden: readonly string[];
}

const GAP = "  ";
const NARROWEST = 6;

/**
 * Columns side by side. `width` is the room that there is, null for as much as is needed: where it does not suffice
 * the widest columns are cut first, then columns are left out from the right.
 */
export function layOut(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number | null,
): TableLayout {
  const cells = rows.map((row) => row.map(visible));
  const titles = columns.map(({ title }) => visible(title));
  const natural = titles.map((title, i) =>
    cells.reduce((most, row) => Math.max(most, widthOf(row[i] ?? "")), widthOf(title)),
  );
  const widths = width === null ? natural : fit(natural, width);
  const line = (texts: readonly string[]) =>
    widths
      .map((room, i) => align(cut(texts[i] ?? "", room), room, columns[i]))
      .join(GAP)
      .trimEnd();
  return { header: line(titles), rows: cells.map(line), hidden: titles.slice(widths.length) };
}

const align = (text: string, room: number, column: TableColumn | undefined): string =>
  column?.align === "right" ? padStart(text, room) : padEnd(text, room);

/** Widths of the columns that fit, each as wide as it can be while no narrower one gives way to it. */
function fit(natural: readonly number[], width: number): readonly number[] {
  const shown = natural.slice(0, howMany(natural, width));
  const room = width - GAP.length * (shown.length - 1);
  const limit = fairLimit(shown, room);
  const widths = shown.map((wanted) => Math.min(wanted, limit));
  let spare = room - sum(widths);
  return widths.map((given, i) => {
    const more = Math.min(Math.max(0, spare), (shown[i] ?? 0) - given, 1);
    spare -= more;
    return given + more;
  });
}

function howMany(natural: readonly number[], width: number): number {
  let used = -GAP.length;
  for (const [i, wanted] of natural.entries()) {
    used += GAP.length + Math.min(wanted, NARROWEST);
    if (used > width) return Math.max(1, i);
  }
  return natural.length;
}

/** The greatest limit for each column at which all of them fit. */
function fairLimit(natural: readonly number[], room: number): number {
  const ascending = [...natural].sort((a, b) => a - b);
  let left = room;
  for (const [i, wanted] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - i));
    if (wanted > share) return Math.max(1, share);
    left -= wanted;
  }
  return Number.POSITIVE_INFINITY;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
