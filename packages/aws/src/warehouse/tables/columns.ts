import { identifier, OWN_PREFIX, PARTITION, RUN_ID } from "../sql/words.ts";
import type { TableName } from "./name.ts";

export interface TableColumn {
  readonly name: string;
  /** In Redshift's words: `DECIMAL(12,2)`. */
  readonly type: string;
}

/** What a load adds to every table, so that a row leads back to its run. */
export const OWN_COLUMNS: readonly TableColumn[] = [
  { name: RUN_ID, type: "VARCHAR(64)" },
  { name: PARTITION, type: "INTEGER" },
];

/** How Redshift is to lay out a table that a load creates. Columns by their names in the pipeline. */
export interface TableLayout {
  readonly distkey?: string;
  readonly sortkey?: readonly string[];
  /** `{ id: "az64" }`; Redshift chooses for the others. */
  readonly encode?: Readonly<Record<string, string>>;
  /** Bytes of a VARCHAR whose length the contract leaves open. */
  readonly varcharBytes?: number;
}

export const isOwn = (name: string): boolean => name.startsWith(OWN_PREFIX);

/** `CREATE TABLE …`, with what the layout says of columns that are there. */
export function createTable(
  table: TableName,
  columns: readonly TableColumn[],
  { distkey, sortkey = [], encode = {} }: TableLayout,
): string {
  const has = (wanted: string) => columns.some(({ name }) => identifier(name) === identifier(wanted));
  const encodings = new Map(Object.entries(encode).map(([name, encoding]) => [identifier(name), encoding]));
  const declared = columns.map((column) => {
    const encoding = encodings.get(identifier(column.name));
    return encoding === undefined ? declaration(column) : `${declaration(column)} ENCODE ${encoding}`;
  });
  const sorted = sortkey.filter(has).map(identifier);
  return [
    `CREATE TABLE ${table.sql} (${declared.join(", ")})`,
    ...(distkey !== undefined && has(distkey) ? [`DISTKEY (${identifier(distkey)})`] : []),
    ...(sorted.length > 0 ? [`SORTKEY (${sorted.join(", ")})`] : []),
  ].join(" ");
}

export const declaration = ({ name, type }: TableColumn): string => `${identifier(name)} ${type}`;
