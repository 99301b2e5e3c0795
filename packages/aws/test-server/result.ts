import type { Result } from "./database.ts";

const PAGE_ROWS = 50;

const TYPES: Readonly<Record<number, string>> = {
  16: "bool",
  17: "varbyte",
  20: "int8",
  21: "int2",
  23: "int4",
  700: "float4",
  701: "float8",
  1042: "bpchar",
  1082: "date",
  1083: "time",
  1114: "timestamp",
  1184: "timestamptz",
  1700: "numeric",
  3802: "super",
};

export function pageOf({ columns, rows }: Result, token: string | undefined) {
  const at = Number(token ?? 0);
  return {
    ColumnMetadata: columns.map(({ name, oid }) => ({ name, typeName: TYPES[oid] ?? "varchar" })),
    Records: rows
      .slice(at, at + PAGE_ROWS)
      .map((row) => row.map((value, i) => fieldOf(value, columns[i]?.oid ?? 0))),
    TotalNumRows: rows.length,
    ...(rows.length > at + PAGE_ROWS && { NextToken: String(at + PAGE_ROWS) }),
  };
}

function fieldOf(value: string | null, oid: number): Readonly<Record<string, unknown>> {
  if (value === null) return { isNull: true };
  switch (TYPES[oid]) {
    case "bool":
      return { booleanValue: value === "t" || value === "true" };
    case "int2":
    case "int4":
    case "int8":
      return { longValue: rawNumber(value) };
    case "float4":
    case "float8":
      return { doubleValue: Number.isFinite(Number(value)) ? rawNumber(value) : value };
    case "varbyte":
      return { stringValue: value.replace(/^\\x/, "") };
    default:
      return { stringValue: value };
  }
}

/** A number with all of its digits, which a number of JavaScript may not have. */
const rawNumber = (digits: string): unknown =>
  (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(digits);
