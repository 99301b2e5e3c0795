import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock, Row, Warehouse } from "@waybill/core";
import { identifier } from "@waybill/core/engine";
import type { WarehouseHarness } from "@waybill/core/testing/warehouse";
import { duckdbWarehouse } from "../duckdb-warehouse.ts";
import { type Artifacts, artifactsIn } from "./artifacts.ts";

export interface DuckdbHarness extends WarehouseHarness {
  readonly folder: string;
  readonly path: string;
  readonly artifacts: Artifacts;
  /** What the warehouse takes for the time. */
  readonly clock: { ms: number };
}

/** A DuckDB warehouse in a folder of its own, removed at `close`. */
export async function duckdbHarness(): Promise<DuckdbHarness> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-warehouse-"));
  const path = join(folder, "state", "warehouse.duckdb");
  const clock = { ms: Date.UTC(2026, 0, 1) };
  const warehouse = duckdbWarehouse({
    path,
    tempDirectory: join(folder, "spill"),
    threads: 2,
    clock: { now: () => clock.ms, sleep: async () => {} } satisfies Clock,
  });
  const artifacts = await artifactsIn(folder);
  return {
    folder,
    path,
    artifacts,
    clock,
    warehouse,
    write: artifacts.write,
    read: (table) => readTable(warehouse, table),
    async close() {
      await warehouse.close();
      artifacts.close();
      await rm(folder, { recursive: true });
    },
  };
}

export async function readTable(warehouse: Warehouse, table: string): Promise<readonly Row[]> {
  const name = table.split(".").map(identifier).join(".");
  const { columns, rows } = await warehouse.query(`SELECT * FROM ${name}`, null);
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]])));
}
