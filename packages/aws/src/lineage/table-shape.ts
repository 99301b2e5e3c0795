/**
 * The one definition of the lineage's table, in the words of SST's `Dynamo`: stacks pass it on as it is, tests and
 * stand-ins make the table by `createTableInput`. A local index can only be made together with its table.
 */
export const tableShape = {
  fields: {
    pk: "string",
    sk: "string",
    lsi1sk: "string",
    gsi1pk: "string",
    gsi1sk: "string",
    gsi2pk: "string",
    gsi2sk: "string",
    gsi3pk: "string",
    gsi3sk: "string",
  },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  localIndexes: {
    /** The units of a run that are open. */
    lsi1: { rangeKey: "lsi1sk", projection: "keys-only" },
  },
  globalIndexes: {
    /** All runs; all datasets. */
    gsi1: { hashKey: "gsi1pk", rangeKey: "gsi1sk", projection: "all" },
    /** Runs by pipeline. */
    gsi2: { hashKey: "gsi2pk", rangeKey: "gsi2sk", projection: "all" },
    /** Runs by outcome. */
    gsi3: { hashKey: "gsi3pk", rangeKey: "gsi3sk", projection: "all" },
  },
  ttl: "expiresAt",
} as const;
