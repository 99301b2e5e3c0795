import type { QueryResult } from "@waybill/core";
import { plural } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { layOut } from "../terminal/table.ts";
import { cellText } from "./cell.ts";

const NUMBER = /INT|DECIMAL|DOUBLE|FLOAT|REAL/i;
const NULL_SHOWN = "NULL";

/** The answer as a table that fits into `width`; null for as wide as it is. */
export function tableLines(
  { columns, rows, more }: QueryResult,
  width: number | null,
  paint: Paint,
): readonly string[] {
  if (columns.length === 0) return ["done"];
  const layout = layOut(
    columns.map(({ name, type }) => ({ title: name, align: NUMBER.test(type) ? "right" : "left" })),
    rows.map((row) =>
      row.map((value) => (value === null || value === undefined ? NULL_SHOWN : cellText(value))),
    ),
    width,
  );
  return [
    paint.bold(layout.header),
    ...layout.rows,
    paint.dim(
      more ? `${plural(rows.length, "row")}, and there are more: --limit` : plural(rows.length, "row"),
    ),
    ...(layout.hidden.length === 0 ? [] : [paint.dim(hiddenRemark(layout.hidden))]),
  ];
}

const hiddenRemark = (hidden: readonly string[]): string =>
  `no room for ${plural(hidden.length, "column")}: ${hidden.join(", ")} (name the ones you want, or use --json)`;
