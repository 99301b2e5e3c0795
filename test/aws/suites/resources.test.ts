import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { DescribeRuleCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { GetBucketEncryptionCommand, GetBucketVersioningCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createTableInput } from "../../../packages/aws/src/lineage/create-table.ts";
import { type Clients, clientsOf } from "../emulated/clients.ts";
import { deploymentOf } from "../emulated/deployment.ts";
import { functionsIn } from "../emulated/functions.ts";
import { makeResources } from "../emulated/make/index.ts";
import { describeOn } from "../standins/describe-on.ts";
import { ACCOUNT, REGION } from "../standins/settings.ts";

describeOn(
  ["localStack", "dynamoDb"],
  "what the graph describes, as AWS's stand-ins have it",
  ({ localStack, dynamoDb }) => {
    const endpoints = { aws: localStack, dynamoDb };
    const graph = deploymentOf(inject("deployment"), "made");
    let clients: Clients;
    beforeAll(async () => {
      clients = clientsOf(endpoints);
      await makeResources(graph, clients, endpoints);
    });
    afterAll(() => clients[Symbol.dispose]());

    const arnOf = (queue: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:waybill-made-${queue}`;
    const queueOf = async (name: string) => {
      const QueueUrl = `${localStack}/${ACCOUNT}/waybill-made-${name}`;
      const { Attributes } = await clients.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
      );
      return Attributes;
    };

    test("a stage's queue, with its redrive and the policy that only its rule may use", async () => {
      const queue = await queueOf("extract");
      expect(queue).toMatchObject({ VisibilityTimeout: "5400", MessageRetentionPeriod: "1209600" });
      expect(JSON.parse(queue?.RedrivePolicy ?? "")).toEqual({
        deadLetterTargetArn: arnOf("extract-dead-letters"),
        maxReceiveCount: 4,
      });
      expect(queue?.Policy).toContain("rule/waybill-made-BusBus");
    });

    test("a stage's rule, with its pattern, and a target that has dead letters and retries", async () => {
      const Name = "waybill-made-validate";
      const EventBusName = String(graph.get("rule", "ValidateRule").props.eventBusName);
      const rule = await clients.events.send(new DescribeRuleCommand({ Name, EventBusName }));
      expect(JSON.parse(rule.EventPattern ?? "")).toHaveProperty("$or");
      const { Targets } = await clients.events.send(
        new ListTargetsByRuleCommand({ Rule: Name, EventBusName }),
      );
      expect(Targets).toMatchObject([
        {
          Arn: arnOf("validate"),
          DeadLetterConfig: { Arn: arnOf("validate-undelivered") },
          RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
        },
      ]);
    });

    test("the table of the lineage is the one that its tests make", async () => {
      const TableName = String(graph.get("table", "LineageTable").props.name);
      const { Table } = await clients.dynamo.send(new DescribeTableCommand({ TableName }));
      const expected = createTableInput(TableName);
      const byName = (indexes: readonly { readonly IndexName?: string | undefined }[] = []) =>
        indexes.map(({ IndexName }) => IndexName).sort();
      expect(Table?.KeySchema).toEqual(expected.KeySchema);
      expect(Table?.LocalSecondaryIndexes).toMatchObject(expected.LocalSecondaryIndexes ?? []);
      expect(byName(Table?.GlobalSecondaryIndexes)).toEqual(byName(expected.GlobalSecondaryIndexes));
      for (const index of expected.GlobalSecondaryIndexes ?? []) {
        expect(Table?.GlobalSecondaryIndexes).toContainEqual(expect.objectContaining(index));
      }
    });

    test.each(["RawBucket", "StagingBucket", "QuarantineBucket"])(
      "%s is versioned, and encrypted with our key",
      async (name) => {
        const Bucket = String(graph.get("bucket", name).props.bucket);
        expect((await clients.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
        const { ServerSideEncryptionConfiguration } = await clients.s3.send(
          new GetBucketEncryptionCommand({ Bucket }),
        );
        expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
          {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: "aws:kms",
              KMSMasterKeyID: graph.of("key")[0]?.outputs.arn,
            },
          },
        ]);
      },
    );

    test("every function has a bundle, and those of queues say how they are fed", () => {
      const functions = functionsIn(graph);
      const fed = functions
        .filter(({ source }) => source)
        .map(({ name }) => name.replace("waybill-made-", ""));
      expect(fed.sort()).toEqual([
        "announce-load",
        "complete",
        "extract",
        "file-arrival",
        "load",
        "load-completed",
        "plan",
        "transform",
        "validate",
      ]);
      expect(functions.find(({ name }) => name.endsWith("-complete"))).toMatchObject({
        timeoutSeconds: 900,
        source: { queueArn: arnOf("complete"), batchSize: 5, atOnce: 10 },
      });
    });
  },
);
