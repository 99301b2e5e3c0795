import type { DescribeStatementResponse } from "@aws-sdk/client-redshift-data";
import type { Clock } from "@waybill/core";
import type { DataApi } from "./data-api/data-api.ts";
import { type Rows, rowsOf, type Table } from "./data-api/rows.ts";
import { waitFor } from "./data-api/wait.ts";
import { explain } from "./failure/explain.ts";
import type { Statement } from "./sql/statement.ts";

/** The database, and short words for what is done there. */
export interface Session {
  readonly api: DataApi;
  readonly clock: Clock;
  readonly name: string;
  /** Runs statements in one transaction and waits; what those yield that yield rows. */
  read(statements: readonly Statement[], signal?: AbortSignal): Promise<readonly Rows[]>;
  wait(id: string, signal?: AbortSignal): Promise<DescribeStatementResponse>;
  /** What the last statement of a finished batch yields. */
  lastResult(batch: DescribeStatementResponse): Promise<Table>;
}

export function sessionOf(
  api: DataApi,
  { clock, name }: { readonly clock: Clock; readonly name: string },
): Session {
  const session: Session = {
    api,
    clock,
    name,
    wait: (id, signal) => waitFor(api, id, { clock, signal }),
    lastResult: (batch) => api.result(batch.SubStatements?.at(-1)?.Id ?? batch.Id ?? ""),
    async read(statements, signal) {
      const batch = await session.wait(await api.submit(statements), signal);
      if (batch.Status !== "FINISHED")
        throw await explain(session, batch, { where: name, table: name, key: [] });
      const yielding = (batch.SubStatements ?? []).filter(({ HasResultSet }) => HasResultSet);
      return Promise.all(yielding.map(async ({ Id = "" }) => rowsOf(await api.result(Id))));
    },
  };
  return session;
}
