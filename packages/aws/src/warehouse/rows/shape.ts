import type { Fit } from "../drift/fit.ts";
import { type Statement, statement } from "../sql/statement.ts";
import { identifier, PARTITION } from "../sql/words.ts";

/** The rows as they go into the table, those that do not fit included: `FITS` tells them apart. */
export const LOADING = "_waybill_loading";
export const FITS = "_waybill_fits";

export function shapeRows(staged: string, { assigned, conditions }: Fit): Statement {
  const values = assigned.map(
    ({ column, value }) => `${typed(value, column.type)} AS ${identifier(column.name)}`,
  );
  const fits = conditions.length === 0 ? "TRUE" : `(${conditions.join(" AND ")})`;
  const columns = [...values, PARTITION, `${fits} AS ${FITS}`];
  return statement(
    "shape",
    `CREATE TEMP TABLE ${LOADING} AS SELECT ${columns.join(", ")} FROM (${staged}) AS staged`,
  );
}

// A cast to a text shortens what is too long without a word; the insert refuses it.
const typed = (value: string, type: string): string =>
  /^(VAR)?CHAR/.test(type) ? value : `CAST(${value} AS ${type})`;
