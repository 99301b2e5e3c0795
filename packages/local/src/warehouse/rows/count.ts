import type { Fit } from "../drift/fit.ts";
import type { Session } from "../session.ts";

/** Counted by itself, not taken from what the load writes: the books are to balance two numbers, not one. */
export async function countRows(
  { connection }: Session,
  incoming: string,
  { conditions }: Fit,
): Promise<{ readonly got: number; readonly discarded: number }> {
  const fits = conditions.length === 0 ? "true" : conditions.join(" AND ");
  const [row] = await connection.all<{ got: bigint; discarded: bigint }>(
    `SELECT count(*) AS got, count(*) FILTER (NOT (${fits})) AS discarded FROM (${incoming}) AS incoming`,
  );
  return { got: Number(row?.got ?? 0n), discarded: Number(row?.discarded ?? 0n) };
}
