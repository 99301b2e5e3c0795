import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  type DuckDBType,
  DuckDBVarCharType,
  FLOAT,
  INTEGER,
  TIME,
  TIMESTAMP,
  TIMESTAMPTZ,
  UUID,
  VARCHAR,
} from "@duckdb/node-api";
import type { ColumnType } from "../../contract/column.ts";

const TYPES = {
  int32: INTEGER,
  int: BIGINT,
  int64: BIGINT,
  double: DOUBLE,
  float32: FLOAT,
  boolean: BOOLEAN,
  text: VARCHAR,
  uuid: UUID,
  date: DATE,
  time: TIME,
  timestamp: TIMESTAMP,
  timestamptz: TIMESTAMPTZ,
  // To the engine JSON is text under another name.
  json: DuckDBVarCharType.create("JSON"),
  bytes: BLOB,
} satisfies Record<Exclude<ColumnType["kind"], "decimal">, DuckDBType>;

/** The library's name for the type of a vector. `duckType` says the same in SQL. */
export const vectorType = (type: ColumnType): DuckDBType =>
  type.kind === "decimal" ? DECIMAL(type.precision, type.scale) : TYPES[type.kind];
