import {
  type AttributeDefinition,
  CreateTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  type Projection,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { Graph } from "../../../infra/support/graph.ts";

interface Index {
  readonly name: string;
  readonly hashKey?: string;
  readonly rangeKey: string;
  readonly projectionType: Projection["ProjectionType"];
}

interface Table {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: "S" | "N" }[];
  readonly hashKey: string;
  readonly rangeKey: string;
  readonly localSecondaryIndexes: readonly Index[];
  readonly globalSecondaryIndexes: readonly Index[];
  readonly ttl: { readonly attributeName: string; readonly enabled: boolean };
}

export async function makeTables(graph: Graph, dynamo: DynamoDBClient): Promise<void> {
  for (const { props } of graph.of("table")) {
    const table = props as unknown as Table;
    const { name, attributes, hashKey, rangeKey, ttl } = table;
    await dynamo.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: attributes.map(
          ({ name: AttributeName, type: AttributeType }): AttributeDefinition => ({
            AttributeName,
            AttributeType,
          }),
        ),
        KeySchema: keys(hashKey, rangeKey),
        LocalSecondaryIndexes: table.localSecondaryIndexes.map((index) => indexOf(index, hashKey)),
        GlobalSecondaryIndexes: table.globalSecondaryIndexes.map((index) => indexOf(index, hashKey)),
      }),
    );
    const TimeToLiveSpecification = { AttributeName: ttl.attributeName, Enabled: ttl.enabled };
    await dynamo.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
  }
}

const indexOf = ({ name, hashKey, rangeKey, projectionType }: Index, ofTable: string) => ({
  IndexName: name,
  KeySchema: keys(hashKey ?? ofTable, rangeKey),
  Projection: { ProjectionType: projectionType },
});

const keys = (hashKey: string, rangeKey: string): KeySchemaElement[] => [
  { AttributeName: hashKey, KeyType: "HASH" },
  { AttributeName: rangeKey, KeyType: "RANGE" },
];
