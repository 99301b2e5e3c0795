/** Columns that Waybill adds. A contract may not use the prefix. */
export const OWN_PREFIX = "_waybill_";
export const RUN_ID = "_waybill_run_id";
export const PARTITION = "_waybill_partition";

/** Redshift takes quoted names in lower case too, unless the database says otherwise; so they are written like that. */
export const identifier = (name: string): string => `"${folded(name).replaceAll('"', '""')}"`;

export const identifiers = (names: readonly string[]): string => names.map(identifier).join(", ");

// Letters beyond ASCII stay as they are.
export const folded = (name: string): string => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

export const sameName = (a: string, b: string): boolean => folded(a) === folded(b);

/** A string. In Redshift a backslash escapes what follows; a NUL cannot be part of a text at all. */
export const text = (value: string): string =>
  `'${value.replaceAll("\0", "").replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

export const textList = (values: readonly string[]): string => `(${values.map(text).join(", ")})`;

/** Milliseconds since 1970, as a timestamp with time zone. */
export const timestamp = (ms: number): string =>
  `CAST(${text(`${new Date(ms).toISOString().replace("T", " ").replace("Z", "")}+00`)} AS TIMESTAMPTZ)`;

/** `a."id" = b."id" AND …`; as in SQL, a NULL equals nothing. */
export const equal = (left: string, right: string, columns: readonly string[]): string =>
  columns.map((column) => `${left}.${identifier(column)} = ${right}.${identifier(column)}`).join(" AND ");
