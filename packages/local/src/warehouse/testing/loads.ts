import type { Column, LoadFile, LoadReport, LoadRequest, LoadTarget, Row } from "@waybill/core";
import { loaded } from "@waybill/core/testing/warehouse";
import type { DuckdbHarness } from "./harness.ts";

export const TARGET: LoadTarget = { table: "orders", mode: "append", key: [], drift: "evolve", undoDays: 7 };
export const MERGE: LoadTarget = { ...TARGET, mode: "merge", key: ["id"] };
export const REPLACE: LoadTarget = { ...TARGET, mode: "replace" };

/** `{ id, value }` */
export const COLUMNS: readonly Column[] = [
  { name: "id", type: { kind: "int" }, nullable: true },
  { name: "value", type: { kind: "text" }, nullable: true },
];
const PARTITION: Column = { name: "_waybill_partition", type: { kind: "int32" }, nullable: false };

export const requestFor = (runId: string, artifacts: readonly LoadFile[], target = TARGET): LoadRequest => ({
  runId,
  generation: 0,
  pipeline: "orders",
  target,
  columns: COLUMNS,
  artifacts,
  flagColumns: [],
  exclusions: [],
  winners: [],
  superseded: 0,
});

/** Loads rows of one artifact. */
export async function loadRows(
  { warehouse, write }: DuckdbHarness,
  runId: string,
  rows: readonly Row[],
  { target = TARGET, columns = COLUMNS }: { target?: LoadTarget; columns?: readonly Column[] } = {},
): Promise<LoadReport> {
  const file = await write(
    rows.map((row) => ({ _waybill_partition: 0, ...row })),
    [...columns, PARTITION],
  );
  return loaded(warehouse, { ...requestFor(runId, [file], target), columns });
}
