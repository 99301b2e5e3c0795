import { Permanent, WaybillError } from "@waybill/core";
import { asError, awsFailure } from "../client/failure.ts";

/** What the call was for, to follow "cannot": `store a hop of run 01J…`. */
export interface Asked {
  readonly doing: string;
  readonly table: string;
}

/** A failed call in the words of the port. */
export function lineageFailure(thrown: unknown, { doing, table }: Asked): WaybillError {
  if (thrown instanceof WaybillError) return thrown;
  const where = `table ${table}`;
  const { isElectroError, cause } = asError(thrown) as Error & { readonly isElectroError?: boolean };
  if (isElectroError && cause === undefined) {
    return new Permanent("lineage.refused", `cannot ${doing}: it does not fit the table`, {
      where,
      why: asError(thrown).message,
      next: "this is a mistake in Waybill: report it with this message",
      cause: thrown,
    });
  }
  const error = isElectroError ? cause : thrown;
  switch (asError(error).name) {
    case "ResourceNotFoundException":
      return new Permanent("lineage.no-table", `cannot ${doing}: there is no such table`, {
        where,
        why: asError(error).message,
        next: "deploy the stage: npx sst deploy --stage <stage>; or look at the region and the table's name",
        cause: error,
      });
    case "ItemCollectionSizeLimitExceededException":
      return new Permanent("lineage.run-too-large", `cannot ${doing}: the lineage of this run is full`, {
        where,
        why: "a table with a local index holds 10 GB for a run, about 100,000 partitions",
        next: "raise the pipeline's bytes for a partition, so that the run has fewer of them",
        cause: error,
      });
    default:
      return awsFailure(error, { unavailable: "lineage.unavailable", doing, where });
  }
}

/** True where a conditional write found that its condition does not hold. */
export const isConditionLost = (thrown: unknown): boolean =>
  asError(asError(thrown).cause).name === "ConditionalCheckFailedException";
