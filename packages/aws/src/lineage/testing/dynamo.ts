import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { clientConfig } from "../../client/config.ts";
import type { AwsSettings } from "../../client/settings.ts";
import { createTableInput } from "../create-table.ts";

export interface Dynamo {
  readonly aws: AwsSettings;
  readonly client: DynamoDBClient;
  /** Makes a table, and gives its name. */
  makeTable(): Promise<string>;
  close(): Promise<void>;
}

/** A DynamoDB in this process, in memory; or the one at WAYBILL_DYNAMODB_ENDPOINT, in tables of its own. */
export async function startDynamo(): Promise<Dynamo> {
  const elsewhere = process.env.WAYBILL_DYNAMODB_ENDPOINT;
  const server = elsewhere ? null : dynalite({ createTableMs: 0 });
  const aws = settingsFor(server ? await listening(server) : (elsewhere ?? ""));
  const client = new DynamoDBClient(clientConfig(aws));
  const own = server ? "lineage" : `lineage-${randomUUID()}`;
  let tables = 0;
  return {
    aws,
    client,
    makeTable: async () => {
      const table = `${own}-${tables++}`;
      await client.send(new CreateTableCommand(createTableInput(table)));
      return table;
    },
    close: async () => {
      client.destroy();
      if (server) await closed(server);
    },
  };
}

export const settingsFor = (endpoint: string): AwsSettings => ({
  region: "eu-central-1",
  endpoint,
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

/** Its address, once it takes calls. */
export async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
