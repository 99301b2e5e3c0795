import { BatchWriteItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { Dynamo } from "./dynamo.ts";

/** What lies in the table, as DynamoDB has it. */
export async function rawItems({ client }: Dynamo, table: string) {
  const { Items: items = [] } = await client.send(
    new ScanCommand({ TableName: table, ConsistentRead: true }),
  );
  return items.map((item) => ({
    item,
    entity: item.__edb_e__?.S ?? "",
    expiresAt: Number(item.expiresAt?.N),
  }));
}

/** Makes every item one that a later Waybill wrote. */
export async function makeNewer(dynamo: Dynamo, table: string): Promise<void> {
  for (const { item } of await rawItems(dynamo, table)) {
    const newer = { ...item, format: { N: "2" } };
    await dynamo.client.send(new PutItemCommand({ TableName: table, Item: newer }));
  }
}

/** A new table with the few items of this one. */
export async function copied(dynamo: Dynamo, table: string): Promise<string> {
  const copy = await dynamo.makeTable();
  const puts = (await rawItems(dynamo, table)).map(({ item }) => ({ PutRequest: { Item: item } }));
  await dynamo.client.send(new BatchWriteItemCommand({ RequestItems: { [copy]: puts } }));
  return copy;
}
