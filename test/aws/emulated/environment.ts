import { ACCOUNT, REGION } from "../standins/settings.ts";
import type { Endpoints } from "./clients.ts";
import type { DeployedFunction } from "./functions.ts";

/** Where the queues of the graph are; Lambda would find them there. */
const QUEUE_HOST = /https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com/g;

/** What a function finds in its environment: what it is deployed with, its role's credentials, and other endpoints. */
export function environmentOf(
  fn: DeployedFunction,
  { aws, dynamoDb, dataApi }: Endpoints,
): Record<string, string> {
  // The links come openly, and not encrypted in a file beside the bundle.
  const { SST_KEY: _, SST_KEY_FILE: __, ...variables } = fn.environment;
  return {
    ...variables,
    SST_RESOURCES_JSON: JSON.stringify(fn.links).replaceAll(QUEUE_HOST, aws),
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL: aws,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
    ...(dataApi !== undefined && { AWS_ENDPOINT_URL_REDSHIFT_DATA: dataApi }),
  };
}
