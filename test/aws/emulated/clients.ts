import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { settingsFor } from "../standins/settings.ts";

export interface Endpoints {
  /** All services but those that are named here. */
  readonly aws: string;
  readonly dynamoDb: string;
  readonly dataApi?: string;
}

export interface Clients extends Disposable {
  readonly events: EventBridgeClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly dynamo: DynamoDBClient;
}

export function clientsOf({ aws, dynamoDb }: Endpoints): Clients {
  const settings = settingsFor(aws);
  const clients = {
    events: new EventBridgeClient(settings),
    sqs: new SQSClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    dynamo: new DynamoDBClient(settingsFor(dynamoDb)),
  };
  return {
    ...clients,
    [Symbol.dispose]: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
