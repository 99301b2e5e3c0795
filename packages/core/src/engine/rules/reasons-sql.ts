import type { Column } from "../../contract/column.ts";
import type { Check } from "../../quality/check.ts";
import { identifier, text } from "../sql.ts";
import { SHOWN, wording } from "./reason.ts";

export interface ReasonItem {
  readonly check: Check;
  /** True for the rows that fail the check. */
  readonly when: string;
  /** The failing value as text, if it is not the check's own column. */
  readonly value?: string;
  /** What is said after the value, if it differs from row to row. */
  readonly closing?: string;
}

/** An SQL expression: the JSON list of `RowReason` of one row, as text. */
export function reasonsSql(items: readonly ReasonItem[], columns: readonly Column[]): string {
  const reasons = items.map((item) => `CASE WHEN ${item.when} THEN ${reasonSql(item, columns)} END`);
  return `CAST(to_json(list_filter([${reasons.join(",\n  ")}], lambda reason: reason IS NOT NULL)) AS VARCHAR)`;
}

function reasonSql(item: ReasonItem, columns: readonly Column[]): string {
  const { check } = item;
  const value = item.value ?? valueSql(check);
  const { opening, closing } = wording(check);
  const shown = shownSql(value, isText(check, columns));
  const end = item.closing ?? text(closing ?? "");
  const message = closing === null ? text(opening) : `concat(${text(opening)}, ${shown}, ${end})`;
  const column = check.column === null ? "CAST(NULL AS VARCHAR)" : text(check.column);
  return `{'check': ${text(check.id)}, 'rule': ${text(check.rule)}, 'column': ${column}, 'value': ${value}, 'message': ${message}}`;
}

/** The value that a check looks at, as text; NULL for a check of the whole row. */
export const valueSql = ({ column, rule }: Check): string =>
  column === null || rule === "satisfies"
    ? "CAST(NULL AS VARCHAR)"
    : `CAST(${identifier(column)} AS VARCHAR)`;

const isText = ({ column }: Check, columns: readonly Column[]): boolean =>
  columns.find(({ name }) => name === column)?.type.kind === "text";

/** Text stands in quotes, so that a blank is seen; what is long is cut. */
function shownSql(value: string, quoted: boolean): string {
  const cut = `CASE WHEN length(${value}) > ${SHOWN} THEN left(${value}, ${SHOWN}) || '…' ELSE ${value} END`;
  return quoted ? `'"' || ${cut} || '"'` : cut;
}
