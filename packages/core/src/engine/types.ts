import type { Column, ColumnType } from "../contract/column.ts";
import { identifier } from "./sql.ts";

/** The type in the engine and in its warehouse. */
export function duckType(type: ColumnType): string {
  switch (type.kind) {
    case "int32":
      return "INTEGER";
    case "int":
    case "int64":
      return "BIGINT";
    case "double":
      return "DOUBLE";
    case "float32":
      return "FLOAT";
    case "decimal":
      return `DECIMAL(${type.precision},${type.scale})`;
    case "boolean":
      return "BOOLEAN";
    case "text":
      return "VARCHAR";
    case "uuid":
      return "UUID";
    case "date":
      return "DATE";
    case "time":
      return "TIME";
    case "timestamp":
      return "TIMESTAMP";
    case "timestamptz":
      return "TIMESTAMP WITH TIME ZONE";
    case "json":
      return "JSON";
    case "bytes":
      return "BLOB";
  }
}

/** `"id" BIGINT, "name" VARCHAR`: without constraints, which are proved before a load and cost time in it. */
export const columnList = (columns: readonly Column[]): string =>
  columns.map(({ name, type }) => `${identifier(name)} ${duckType(type)}`).join(", ");

/**
 * A column as it is written to Parquet. Redshift's COPY reads neither UUID nor JSON, so both are text there, and an
 * artifact is the same on every runtime. `fromParquet` is the way back.
 */
export function toParquet(column: Column, expression = identifier(column.name)): string {
  const kind = column.type.kind;
  const value = kind === "uuid" || kind === "json" ? `CAST(${expression} AS VARCHAR)` : expression;
  return `${value} AS ${identifier(column.name)}`;
}

export function fromParquet(column: Column): string {
  const name = identifier(column.name);
  const kind = column.type.kind;
  return kind === "uuid" || kind === "json" ? `CAST(${name} AS ${duckType(column.type)}) AS ${name}` : name;
}
