import { SQSClient } from "@aws-sdk/client-sqs";
import { type CallLimits, clientConfig } from "../client/config.ts";
import type { AwsSettings } from "../client/settings.ts";

/** A client for all that follows here; one a process is enough. */
export const queueClient = (aws: AwsSettings = {}, limits?: CallLimits): SQSClient =>
  new SQSClient(clientConfig(aws, limits));
