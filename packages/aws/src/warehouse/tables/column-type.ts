import type { ColumnType } from "@waybill/core";

export const MAX_VARCHAR_BYTES = 65_535;
const MAX_VARBYTE = 1_024_000;
/** UTF-8 takes up to so many bytes a character, and Redshift counts bytes. */
const BYTES_PER_CHARACTER = 4;

/** The column's type in Redshift. `varcharBytes`: for a text whose length the contract leaves open. */
export function redshiftType(type: ColumnType, varcharBytes: number): string {
  switch (type.kind) {
    case "int32":
      return "INTEGER";
    case "int":
    case "int64":
      return "BIGINT";
    case "double":
      return "DOUBLE PRECISION";
    case "float32":
      return "REAL";
    case "decimal":
      return `DECIMAL(${type.precision},${type.scale})`;
    case "boolean":
      return "BOOLEAN";
    case "text":
      return varchar(type.maxLength === undefined ? varcharBytes : type.maxLength * BYTES_PER_CHARACTER);
    case "uuid":
      return "CHAR(36)";
    case "date":
      return "DATE";
    case "time":
      return "TIME";
    case "timestamp":
      return "TIMESTAMP";
    case "timestamptz":
      return "TIMESTAMPTZ";
    case "json":
      return "SUPER";
    case "bytes":
      return `VARBYTE(${MAX_VARBYTE})`;
  }
}

const varchar = (bytes: number): string => `VARCHAR(${Math.min(Math.max(bytes, 1), MAX_VARCHAR_BYTES)})`;

/** The type of a column into which COPY reads the artifact's: JSON and UUID are text there, instants are in UTC. */
export function stagedType(type: ColumnType, varcharBytes: number): string {
  if (type.kind === "json") return varchar(MAX_VARCHAR_BYTES);
  // Whether COPY reads an instant into TIMESTAMPTZ is not documented; into TIMESTAMP it does.
  if (type.kind === "timestamptz") return "TIMESTAMP";
  return redshiftType(type, varcharBytes);
}

/** From the staged value, given as SQL, to the column's type. */
export function fromStaged(type: ColumnType, value: string): string {
  if (type.kind === "json") return `JSON_PARSE(${value})`;
  if (type.kind === "timestamptz") return `(${value} AT TIME ZONE 'UTC')`;
  return value;
}

/** A row of SVV_COLUMNS. */
export interface CatalogType {
  readonly data_type: string;
  readonly character_maximum_length: number | null;
  readonly numeric_precision: number | null;
  readonly numeric_scale: number | null;
}

const NAMES: Readonly<Record<string, string>> = {
  "timestamp without time zone": "TIMESTAMP",
  "timestamp with time zone": "TIMESTAMPTZ",
  "time without time zone": "TIME",
  "binary varying": `VARBYTE(${MAX_VARBYTE})`,
  varbyte: `VARBYTE(${MAX_VARBYTE})`,
};

/** In the words of `redshiftType`. */
export function typeInCatalog(column: CatalogType): string {
  const name = column.data_type.toLowerCase();
  if (name === "character varying") return `VARCHAR(${column.character_maximum_length})`;
  if (name === "character") return `CHAR(${column.character_maximum_length})`;
  if (name === "numeric") return `DECIMAL(${column.numeric_precision},${column.numeric_scale})`;
  return NAMES[name] ?? name.toUpperCase();
}
