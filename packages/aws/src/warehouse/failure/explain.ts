import type { DescribeStatementResponse } from "@aws-sdk/client-redshift-data";
import type { WaybillError } from "@waybill/core";
import type { Session } from "../session.ts";
import type { Purpose } from "../sql/statement.ts";
import { copyFailed } from "./copy.ts";
import { type Context, type Failed, failedIn, mayPass } from "./failed.ts";
import { readLoadError } from "./load-error.ts";
import {
  denied,
  duplicateInTable,
  duplicateKey,
  nullKey,
  overtaken,
  refused,
  shortArtifact,
  stopped,
  tooLong,
  unbalanced,
} from "./words.ts";

type Say = (context: Context, failed: Failed) => WaybillError;

/** By what the statement was for. */
const CHECKS: Partial<Record<Purpose, Say>> = {
  "check-artifact": shortArtifact,
  "check-null-key": nullKey,
  "check-duplicate-key": duplicateKey,
  "check-table-key": duplicateInTable,
  "check-books": unbalanced,
};

/** By Redshift's words, since the Data API hands on no code. */
const SAID: readonly (readonly [RegExp, Say])[] = [
  [/permission denied|must be owner/i, denied],
  [/value too long/i, tooLong],
];

/** A batch that failed or was aborted, in the words of the port. */
export async function explain(
  session: Session,
  batch: DescribeStatementResponse,
  context: Context,
): Promise<WaybillError> {
  if (batch.Status === "ABORTED") return stopped(context, batch.Error);
  const failed = failedIn(batch);
  if (mayPass(batch)) return overtaken(context, failed);
  if (failed.purpose === "copy") return copyFailed(await readLoadError(session, failed), failed, context);
  const check = failed.purpose && CHECKS[failed.purpose];
  const say = check ?? SAID.find(([words]) => words.test(failed.said))?.[1] ?? refused;
  return say(context, failed);
}
