import { RESERVED } from "./reserved.ts";

const FIRST_ROWS = 10;

/** A query that shows what a table is like. */
export const firstRows = (table: string): string => `from ${sqlName(table)} limit ${FIRST_ROWS}`;

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `flights`, `ops.flights`, `"my-table"`, `ops."order"`: quoted where SQL would take it for something else. */
const sqlName = (table: string): string =>
  table
    .split(".")
    .map((part) => (PLAIN.test(part) && !RESERVED.has(part.toLowerCase()) ? part : `"${part}"`))
    .join(".");
