import type { Engine, Plan, QueryResult, Warehouse } from "@waybill/core";
import { engineInWorker, openDatabase, text } from "@waybill/core/engine";
import { layoutOf } from "../state/layout.ts";
import { duckdbWarehouse } from "../warehouse/duckdb-warehouse.ts";
import { jsonValue } from "../warehouse/query/json-value.ts";

export interface EngineMeans {
  /** `2GB`. Absent: a share of what the machine allows. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** Where it spills to. */
  readonly tempDirectory: string;
}

/** The engine alone, for what needs no run: looking at a file, planning a pipeline's queries. */
export const openEngine = (
  settings: EngineMeans,
  locate: (plan: Plan) => { readonly module: string; readonly export: string } | null = () => null,
): Engine => engineInWorker({ settings, locate });

/** The warehouse of a state folder, for reading. The file need not be there yet: `query` says so. */
export function openWarehouse(state: string, means: Omit<EngineMeans, "tempDirectory"> = {}): Warehouse {
  const { warehouse, temp } = layoutOf(state);
  return duckdbWarehouse({ path: warehouse, tempDirectory: temp, ...means });
}

/** The first rows of an artifact, values as JSON can carry them. */
export async function readParquet(path: string, limit: number): Promise<QueryResult> {
  const database = await openDatabase({ tempDirectory: layoutOf(".").temp, threads: 1 });
  try {
    const connection = await database.connect();
    const reader = await connection.raw.runAndReadAll(
      `SELECT * FROM read_parquet(${text(path)}) LIMIT ${Math.max(0, Math.trunc(limit)) + 1}`,
    );
    const types = reader.columnTypes();
    const rows = reader.getRows().map((row) => row.map(jsonValue));
    return {
      columns: reader.columnNames().map((name, i) => ({ name, type: String(types[i]) })),
      rows: rows.slice(0, limit),
      more: rows.length > limit,
    };
  } finally {
    database.close();
  }
}
