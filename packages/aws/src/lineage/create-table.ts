import type { CreateTableCommandInput, KeySchemaElement, Projection } from "@aws-sdk/client-dynamodb";
import { tableShape } from "./table-shape.ts";

/** The table as DynamoDB is asked for it. The time to live is another call: `UpdateTimeToLive`. */
export function createTableInput(table: string): CreateTableCommandInput {
  const { fields, primaryIndex, localIndexes, globalIndexes } = tableShape;
  return {
    TableName: table,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: Object.keys(fields).map((name) => ({ AttributeName: name, AttributeType: "S" })),
    KeySchema: keys(primaryIndex.hashKey, primaryIndex.rangeKey),
    LocalSecondaryIndexes: Object.entries(localIndexes).map(([name, { rangeKey, projection }]) => ({
      IndexName: name,
      KeySchema: keys(primaryIndex.hashKey, rangeKey),
      Projection: PROJECTIONS[projection],
    })),
    GlobalSecondaryIndexes: Object.entries(globalIndexes).map(
      ([name, { hashKey, rangeKey, projection }]) => ({
        IndexName: name,
        KeySchema: keys(hashKey, rangeKey),
        Projection: PROJECTIONS[projection],
      }),
    ),
  };
}

const keys = (hashKey: string, rangeKey: string): KeySchemaElement[] => [
  { AttributeName: hashKey, KeyType: "HASH" },
  { AttributeName: rangeKey, KeyType: "RANGE" },
];

const PROJECTIONS = {
  all: { ProjectionType: "ALL" },
  "keys-only": { ProjectionType: "KEYS_ONLY" },
} as const satisfies Record<string, Projection>;
