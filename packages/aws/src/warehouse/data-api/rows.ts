import type { ColumnMetadata, Field } from "@aws-sdk/client-redshift-data";

/** What a statement yields, by column. 64-bit integers that a number cannot hold, and decimals, are text. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

export interface Table {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

export const rowsOf = ({ columns, rows }: Table): Rows =>
  rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])));

/** As JSON can carry it: dates and timestamps are ISO 8601 text, `Z` where they have a time zone; bytes are base64. */
export function fieldValue(field: Field, { typeName = "" }: ColumnMetadata): unknown {
  if (field.isNull) return null;
  if (field.booleanValue !== undefined) return field.booleanValue;
  if (field.doubleValue !== undefined) return finite(Number(field.doubleValue));
  if (field.longValue !== undefined) return exact(BigInt(field.longValue));
  if (field.blobValue !== undefined) return Buffer.from(field.blobValue).toString("base64");
  return textOf(field.stringValue ?? "", typeName.toLowerCase());
}

const finite = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

const exact = (value: bigint): number | string =>
  Number.isSafeInteger(Number(value)) ? Number(value) : String(value);

function textOf(value: string, type: string): unknown {
  if (type === "timestamp") return value.replace(" ", "T");
  if (type === "timestamptz") return value.replace(" ", "T").replace(/\+00(:?00)?$/, "Z");
  if (type === "super") return parsed(value);
  if (type === "varbyte") return Buffer.from(value, "hex").toString("base64");
  return value;
}

// A SUPER comes as its JSON.
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
