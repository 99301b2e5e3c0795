import type { QueryResult } from "@waybill/core";

/** What an artifact of held-back rows holds. */
export type HeldRows = Pick<QueryResult, "columns" | "rows">;

/** Why a row is held back, as the engine writes it beside the row. */
export interface RowReason {
  readonly check: string;
  readonly message: string;
}

export interface QuarantinedRow {
  readonly reasons: readonly RowReason[];
  /** The columns of the data, by name. */
  readonly row: Readonly<Record<string, unknown>>;
}

const OWN_PREFIX = "_waybill_";
const REASONS = "_waybill_reasons";

/** The rows by the names of their columns. */
export const objectsOf = ({ columns, rows }: HeldRows): readonly Readonly<Record<string, unknown>>[] =>
  rows.map((values) => Object.fromEntries(columns.map(({ name }, i) => [name, values[i]])));

/** Rows of a quarantine artifact: the reasons apart, and of Waybill's own columns nothing else. */
export const quarantinedRows = (held: HeldRows): readonly QuarantinedRow[] =>
  objectsOf(held).map((values) => ({
    reasons: reasonsOf(values[REASONS]),
    row: Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith(OWN_PREFIX))),
  }));

/** A JSON list, as text or read already. */
function reasonsOf(value: unknown): readonly RowReason[] {
  const list: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return Array.isArray(list) ? (list as readonly RowReason[]) : [];
}
