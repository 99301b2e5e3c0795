import { identifier, PARTITION, RUN_ID, text } from "@waybill/core/engine";
import type { Fit } from "../drift/fit.ts";

/** The rows as they go into the table: its columns, the run and the partition; without those that do not fit. */
export function shapedRows(incoming: string, { assigned, conditions }: Fit, runId: string): string {
  const values = assigned.map(({ column, value }) => `${value} AS ${identifier(column)}`);
  const own = [`${text(runId)} AS ${identifier(RUN_ID)}`, identifier(PARTITION)];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return `SELECT ${[...values, ...own].join(", ")} FROM (${incoming}) AS incoming${where}`;
}

/** The columns of `shapedRows`, in its order. */
export const writtenColumns = ({ assigned }: Fit): readonly string[] => [
  ...assigned.map(({ column }) => column),
  RUN_ID,
  PARTITION,
];
