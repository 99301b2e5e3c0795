import type { DescribeStatementResponse } from "@aws-sdk/client-redshift-data";
import type { Clock } from "@waybill/core";
import type { DataApi } from "./data-api.ts";

const FIRST_MS = 50;
const LONGEST_MS = 2_000;

export const isOver = ({ Status }: DescribeStatementResponse): boolean =>
  Status === "FINISHED" || Status === "FAILED" || Status === "ABORTED";

/** Asks, less and less often, until the statement is over. Ended by the signal; the statement itself goes on. */
export async function waitFor(
  api: DataApi,
  id: string,
  { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal | undefined },
): Promise<DescribeStatementResponse> {
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 1.5, LONGEST_MS)) {
    signal?.throwIfAborted();
    const described = await api.describe(id);
    if (isOver(described)) return described;
    await clock.sleep(pause, signal);
  }
}
