import { randomUUID } from "node:crypto";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { electroLineage } from "@waybill/aws/lineage";
import { lineageSuite } from "@waybill/core/testing";
import { afterAll } from "vitest";
import { createTableInput } from "../../../packages/aws/src/lineage/create-table.ts";
import { describeOn } from "../standins/describe-on.ts";
import { settingsFor } from "../standins/settings.ts";

describeOn(["dynamoDb"], "the lineage in DynamoDB Local", ({ dynamoDb }) => {
  const aws = settingsFor(dynamoDb);
  const client = new DynamoDBClient(aws);
  afterAll(() => client.destroy());

  lineageSuite(async (options) => {
    const table = `lineage-${randomUUID()}`;
    await client.send(new CreateTableCommand(createTableInput(table)));
    return { lineage: electroLineage({ aws, table, ...options }), close: async () => {} };
  });
});
