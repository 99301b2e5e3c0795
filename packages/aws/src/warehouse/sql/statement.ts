/** One statement of a batch, and what it is for: by this a failed one is told from the others. */
export interface Statement {
  readonly purpose: Purpose;
  readonly sql: string;
}

export type Purpose =
  | "lock"
  | "prepare"
  | "read"
  | "check-artifact"
  | "check-not-loaded"
  | "check-table"
  | "check-ledger"
  | "check-null-key"
  | "check-duplicate-key"
  | "check-table-key"
  | "check-books"
  | "change-table"
  | "stage"
  | "copy"
  | "shape"
  | "write"
  | "undo"
  | "ledger"
  | "report";

const MARK = /^\/\* waybill: ([a-z-]+) \*\/ /;

/** Whoever reads the warehouse's history sees what each statement was for; so does who explains a failure. */
export const statement = (purpose: Purpose, sql: string): Statement => ({
  purpose,
  sql: `/* waybill: ${purpose} */ ${sql}`,
});

export const purposeOf = (sql: string): Purpose | null =>
  (MARK.exec(sql)?.[1] as Purpose | undefined) ?? null;

/**
 * Fails where a condition over aggregates holds, and so takes the whole batch back: SQL outside of a procedure has no
 * other way to raise an error. `shown` is a text over the same rows, which the error quotes.
 */
export const failWhere = (
  purpose: Purpose,
  { condition, shown, from }: { readonly condition: string; readonly shown: string; readonly from: string },
): Statement =>
  statement(
    purpose,
    `SELECT CASE WHEN ${condition} THEN CAST('${purpose}: ' || ${shown} AS INTEGER) ELSE 0 END FROM ${from}`,
  );
