import type { ColumnType } from "../../../contract/column.ts";
import type { Inference } from "../../../ports/engine.ts";
import type { Connection } from "../../database.ts";
import { identifier, text } from "../../sql.ts";
import { named } from "./named.ts";

/** The columns of a Parquet file: it says its types itself; whether NULL occurs is counted over all rows. */
export async function inferParquet(connection: Connection, path: string): Promise<Inference> {
  const from = `FROM read_parquet(${text(path)}, hive_partitioning = false)`;
  const types = await connection.all<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * ${from}`,
  );
  const counts = types.map(({ column_name }, i) => `count(${identifier(column_name)}) AS c${i}`);
  const [row] = await connection.all<Record<string, bigint>>(
    `SELECT ${["count(*) AS n", ...counts].join(", ")} ${from}`,
  );
  const rows = Number(row?.n ?? 0n);
  const profiles = types.map(({ column_name: name, column_type }, i) => {
    const values = Number(row?.[`c${i}`] ?? 0n);
    const { type, doubt } = typeOf(column_type);
    const doubts = doubt === null ? [] : [`\`${name}\` is ${column_type}: ${doubt}`];
    return { name, profile: { type, doubts, values, nulls: rows - values } };
  });
  return { format: { type: "parquet" }, sampledRows: rows, ...named(profiles) };
}

const KINDS: Readonly<Record<string, ColumnType>> = {
  TINYINT: { kind: "int32" },
  SMALLINT: { kind: "int32" },
  UTINYINT: { kind: "int32" },
  USMALLINT: { kind: "int32" },
  INTEGER: { kind: "int32" },
  UINTEGER: { kind: "int" },
  BIGINT: { kind: "int64" },
  FLOAT: { kind: "float32" },
  DOUBLE: { kind: "double" },
  BOOLEAN: { kind: "boolean" },
  VARCHAR: { kind: "text" },
  UUID: { kind: "uuid" },
  DATE: { kind: "date" },
  TIME: { kind: "time" },
  TIMESTAMP: { kind: "timestamp" },
  TIMESTAMP_S: { kind: "timestamp" },
  TIMESTAMP_MS: { kind: "timestamp" },
  "TIMESTAMP WITH TIME ZONE": { kind: "timestamptz", js: "text" },
  JSON: { kind: "json" },
  BLOB: { kind: "bytes" },
};

function typeOf(type: string): { type: ColumnType; doubt: string | null } {
  const known = KINDS[type];
  if (known) return { type: known, doubt: null };
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (precision !== undefined) {
    return { type: { kind: "decimal", precision: Number(precision), scale: Number(scale) }, doubt: null };
  }
  switch (type) {
    case "UBIGINT":
    case "HUGEINT":
      return { type: { kind: "decimal", precision: 38, scale: 0 }, doubt: "kept as decimal(38, 0)" };
    case "TIMESTAMP_NS":
      return {
        type: { kind: "timestamp" },
        doubt: "a value finer than a microsecond makes a reject of its row",
      };
    default:
      return /\[\]$|^STRUCT|^MAP|^UNION/.test(type)
        ? { type: { kind: "json" }, doubt: "kept as JSON" }
        : { type: { kind: "text" }, doubt: "kept as text" };
  }
}
