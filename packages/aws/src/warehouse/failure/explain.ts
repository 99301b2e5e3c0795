import type { DescribeStatementResponse } from "@aws-sdk/client-redshift-data";
import { Permanent, Transient, type WaybillError } from "@waybill/core";
import type { Session } from "../session.ts";
import { type Purpose, purposeOf } from "../sql/statement.ts";
import { copyFailed } from "./copy.ts";
import { readLoadError } from "./load-error.ts";

/** Which load, for people. */
export interface Context {
  readonly where: string;
  readonly table?: string;
  readonly key?: readonly string[];
}

/** Which statement of a batch failed, and what Redshift said. */
export interface Failed {
  readonly purpose: Purpose | null;
  readonly said: string;
  readonly queryId: number | null;
}

export function failedIn({ SubStatements = [], Error: said, QueryString = "" }: DescribeStatementResponse): Failed {
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

/** A batch that failed or was aborted, in the words of the port. */
export async function explain(
  session: Session,
  batch: DescribeStatementResponse,
  context: Context,
): Promise<WaybillError> {
  const failed = failedIn(batch);
  const { where, table = "the table", key = [] } = context;
  const why = failed.said;
  if (batch.Status === "ABORTED") {
    return new Transient("warehouse.unavailable", "Redshift stopped the statement", {
      where,
      why: batch.Error ?? "somebody cancelled it, or it ran for longer than Redshift allows",
      next: "try again",
    });
  }
  if (mayPass(batch)) {
    return new Transient("warehouse.unavailable", `another transaction changed \`${table}\` at the same time`, {
      where,
      why,
      next: "try again",
    });
  }
  if (failed.purpose === "copy") return copyFailed(await readLoadError(session, failed), failed, context);
  const keyed = `${table} (${key.join(", ")})`;
  switch (failed.purpose) {
    case "check-null-key":
      return new Permanent("warehouse.null-key", `rows for \`${table}\` have no value in their key`, {
        where: keyed,
        why,
        next: `add a check .notNull() on ${key.join(", ")}, or merge by another key`,
      });
    case "check-duplicate-key":
      return new Permanent(
        "warehouse.duplicate-key",
        `the run's rows have a key more than once, so they cannot be merged into \`${table}\``,
        { where: keyed, why, next: `add a check .unique() on ${key.join(", ")}, or say in it which row to keep` },
      );
    case "check-table-key":
      return new Permanent(
        "warehouse.duplicate-key",
        `the rows of \`${table}\` have a key more than once, so nothing can be merged into it`,
        { where: keyed, why, next: `remove the rows of \`${table}\` that are there twice, or merge by another key` },
      );
    case "check-books":
      return new Permanent("warehouse.books", `the books of the load into \`${table}\` do not balance`, {
        where,
        why,
        next: "nothing was loaded; please report this with the output of: waybill lineage <run> --json",
      });
    default:
      return refused(failed, context);
  }
}

function refused({ purpose, said }: Failed, { where, table = "the table" }: Context): Permanent {
  if (/permission denied|must be owner/i.test(said)) {
    return new Permanent("warehouse.denied", "Redshift denies what the load needs", {
      where,
      why: said,
      next: "GRANT what the reason names to the database user of the load",
    });
  }
  if (/value too long/i.test(said)) {
    return new Permanent("warehouse.too-long", `a text is too long for its column of \`${table}\``, {
      where,
      why: said,
      next: 'say .max(n) in the contract, or `drift: "evolve"` in the load: a VARCHAR of Redshift counts bytes',
    });
  }
  return new Permanent("warehouse.refused", `Redshift refuses to ${(purpose ?? "do it").replaceAll("-", " ")}`, {
    where,
    why: said,
    next: "see what the statement was: the query history of Redshift has it under the run's name",
  });
}
