import { identifier } from "@waybill/core/engine";

const MICROSECONDS = 1000;
const DAY = 24 * 60 * 60 * 1000;

/** Milliseconds since 1970, as a timestamp with time zone. */
export const timestamp = (ms: number): string => `make_timestamptz(${Math.round(ms) * MICROSECONDS})`;

export const milliseconds = (days: number): number => days * DAY;

/** `a."id" = b."id" AND …`; as in SQL, a NULL equals nothing. */
export const equal = (left: string, right: string, columns: readonly string[]): string =>
  columns.map((column) => `${left}.${identifier(column)} = ${right}.${identifier(column)}`).join(" AND ");
