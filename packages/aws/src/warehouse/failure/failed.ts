import type { DescribeStatementResponse } from "@aws-sdk/client-redshift-data";
import { type Purpose, purposeOf } from "../sql/statement.ts";

/** Which load, for people. */
export interface Context {
  readonly where: string;
  readonly table: string;
  /** Empty unless the load is a merge. */
  readonly key: readonly string[];
}

/** Which statement of a batch failed, and what Redshift said. */
export interface Failed {
  readonly purpose: Purpose | null;
  readonly said: string;
  readonly queryId: number | null;
}

export function failedIn({
  SubStatements = [],
  Error: said,
  QueryString = "",
}: DescribeStatementResponse): Failed {
  const sub = SubStatements.find(({ Status }) => Status === "FAILED");
  return {
    purpose: purposeOf(sub?.QueryString ?? QueryString),
    said: sub?.Error ?? said ?? "Redshift gave no reason",
    queryId: sub?.RedshiftQueryId ?? null,
  };
}

/** Redshift's words for two transactions that cannot both be as if they were alone. It gives no code by itself. */
const SERIALIZABLE = /\b1023\b|serializable isolation/i;

/** True where the same again may succeed: another transaction came between, or the statement was stopped. */
export function mayPass(batch: DescribeStatementResponse): boolean {
  const { purpose, said } = failedIn(batch);
  return (
    batch.Status === "ABORTED" ||
    purpose === "check-table" ||
    purpose === "check-ledger" ||
    purpose === "check-not-loaded" ||
    SERIALIZABLE.test(said)
  );
}
