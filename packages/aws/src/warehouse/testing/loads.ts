import type { Column, LoadReport, LoadRequest, LoadTarget, Row } from "@waybill/core";
import { beforeAll } from "vitest";
import { emptyDatabase } from "../../../test-server/database.ts";
import type { RedshiftHarness } from "./harness.ts";

export const TARGET: LoadTarget = { table: "orders", mode: "append", key: [], drift: "evolve", undoDays: 7 };
export const MERGE: LoadTarget = { ...TARGET, mode: "merge", key: ["id"] };

/** `{ id, value }` */
export const COLUMNS: readonly Column[] = [
  { name: "id", type: { kind: "int" }, nullable: true },
  { name: "value", type: { kind: "text" }, nullable: true },
];
const PARTITION: Column = { name: "_waybill_partition", type: { kind: "int32" }, nullable: false };

export async function requestFor(
  { write }: RedshiftHarness,
  runId: string,
  rows: readonly Row[],
  more: Partial<LoadRequest> = {},
): Promise<LoadRequest> {
  const columns = more.columns ?? COLUMNS;
  const file = await write(
    rows.map((row) => ({ _waybill_partition: 0, ...row })),
    [...columns, PARTITION],
  );
  return {
    runId,
    generation: 0,
    pipeline: "orders",
    target: TARGET,
    columns,
    artifacts: [file],
    flagColumns: [],
    exclusions: [],
    winners: [],
    superseded: 0,
    ...more,
  };
}

export const load = ({ warehouse }: RedshiftHarness, request: LoadRequest): Promise<LoadReport | null> =>
  warehouse.load(request, new AbortController().signal);

/** The table's rows without own columns, by their id. */
export async function rowsOf({ read }: RedshiftHarness, table = "orders"): Promise<readonly Row[]> {
  const rows = await read(table);
  return rows
    .map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("_waybill_"))))
    .sort((a, b) => Number(a.id) - Number(b.id));
}

/** Postgres takes seconds to start; the first test is not to wait for it. */
export const startDatabaseFirst = (): void => beforeAll(async () => void (await emptyDatabase()), 60_000);
