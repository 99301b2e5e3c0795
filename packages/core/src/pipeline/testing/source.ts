import { rowContract } from "../../contract/row-contract.ts";
import type { Schema } from "../../contract/schema.ts";
import type { Source } from "../../sources/source.ts";

/** A typed source without rows, for tests of what is defined and never run. */
export const sourceOf = <R>(dataset: string, schema: Schema<R>): Source<R> => ({
  kind: "rows",
  dataset,
  contract: rowContract(schema),
  plan: async () => [],
  read: () => ({ kind: "rows", rows: () => [] }),
});
