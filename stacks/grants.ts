import { here } from "./parts/policy.ts";
import type { SubscriptionQueue } from "./parts/queue.ts";
import type { WarehouseAccess } from "./warehouse.ts";

type Permission = NonNullable<
  Exclude<sst.aws.FunctionArgs["permissions"], $util.Output<unknown> | Promise<unknown>>
>;
type Linkable = sst.aws.Bus | sst.aws.Dynamo | sst.aws.Bucket | sst.Linkable<object>;

/** What a function may do, and the `Resource` that goes with it. */
export interface Grant {
  readonly link?: readonly Linkable[];
  readonly permissions: readonly Extract<Permission, readonly unknown[]>[number][];
}

/** The name and nothing else: its code opens what another function uses as well. */
export const knows = (...link: readonly Linkable[]): Grant => ({ link, permissions: [] });

export const publishes = (bus: sst.aws.Bus): Grant => ({
  link: [bus],
  permissions: [{ actions: ["events:PutEvents"], resources: [bus.arn] }],
});

/** No delete: what a run did is never taken back, only expires. */
export const keepsLineage = (table: sst.aws.Dynamo, key: aws.kms.Key): Grant => ({
  link: [table],
  permissions: [
    { actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], resources: [table.arn] },
    { actions: ["dynamodb:Query"], resources: [table.arn, $interpolate`${table.arn}/index/*`] },
    usesKey(key, "dynamodb", ["kms:Decrypt"]),
  ],
});

/** The functions that only show what is there. */
export const readsLineage = (table: sst.aws.Dynamo, key: aws.kms.Key): Grant => ({
  link: [table],
  permissions: [
    { actions: ["dynamodb:GetItem"], resources: [table.arn] },
    { actions: ["dynamodb:Query"], resources: [table.arn, $interpolate`${table.arn}/index/*`] },
    usesKey(key, "dynamodb", ["kms:Decrypt"]),
  ],
});

export const readsObjects = (bucket: sst.aws.Bucket, key: aws.kms.Key): Grant => ({
  link: [bucket],
  permissions: [
    { actions: ["s3:ListBucket"], resources: [bucket.arn] },
    { actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [$interpolate`${bucket.arn}/*`] },
    usesKey(key, "s3", ["kms:Decrypt"]),
  ],
});

/** Reads and writes; no delete, since an artifact is immutable. The bucket's lifecycle ends it. */
export const keepsObjects = (bucket: sst.aws.Bucket, key: aws.kms.Key): Grant => ({
  link: [bucket],
  permissions: [
    { actions: ["s3:ListBucket"], resources: [bucket.arn] },
    {
      actions: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
      resources: [$interpolate`${bucket.arn}/*`],
    },
    usesKey(key, "s3", ["kms:Decrypt", "kms:GenerateDataKey"]),
  ],
});

/** Takes the messages of its own queue, asks for them again later, and puts what is hopeless into its dead letters. */
export const takes = ({ queue, deadLetters }: SubscriptionQueue, link: sst.Linkable<object>): Grant => ({
  link: [link],
  permissions: [
    {
      actions: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ChangeMessageVisibility",
      ],
      resources: [queue.arn],
    },
    // Its own queue too: what is put off goes back as a new message.
    { actions: ["sqs:SendMessage"], resources: [queue.arn, deadLetters.arn] },
  ],
});

/** Puts messages into the queues of these subscriptions: to wake a stage, or to try again. */
export const delivers = (to: readonly SubscriptionQueue[], link: sst.Linkable<object>): Grant => ({
  link: [link],
  permissions: [{ actions: ["sqs:SendMessage"], resources: to.map(({ queue }) => queue.arn) }],
});

/** Asks whether there is anything left in these queues. */
export const watches = (queues: readonly SubscriptionQueue[], link: sst.Linkable<object>): Grant => ({
  link: [link],
  permissions: [{ actions: ["sqs:GetQueueAttributes"], resources: queues.map(({ queue }) => queue.arn) }],
});

/** Keeps calls of its own that failed, where nobody waits for an answer. */
export const keepsFailures = (queue: sst.aws.Queue): Grant => ({
  permissions: [{ actions: ["sqs:SendMessage"], resources: [queue.arn] }],
});

/** Looks at dead letters, sends them back, throws them away. */
export const mindsDeadLetters = (of: readonly SubscriptionQueue[], link: sst.Linkable<object>): Grant => ({
  link: [link],
  permissions: [
    {
      actions: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ChangeMessageVisibility",
      ],
      resources: of.flatMap(({ deadLetters, undelivered }) => [deadLetters.arn, undelivered.arn]),
    },
  ],
});

/** Statements of its own on one warehouse. Asking for a statement's state takes no resource: its owner alone may. */
export const loads = (warehouse: WarehouseAccess): Grant => ({
  link: [warehouse.link],
  permissions: [
    {
      actions: ["redshift-data:ExecuteStatement", "redshift-data:BatchExecuteStatement"],
      resources: [warehouse.arn],
    },
    {
      actions: [
        "redshift-data:DescribeStatement",
        "redshift-data:GetStatementResult",
        "redshift-data:ListStatements",
        "redshift-data:CancelStatement",
      ],
      resources: ["*"],
      conditions: [
        {
          test: "StringEquals",
          variable: "redshift-data:statement-owner-iam-userid",
          // Quoted, since it is IAM that fills it in.
          values: ["$" + "{aws:userid}"],
        },
      ],
    },
    { actions: ["secretsmanager:GetSecretValue"], resources: [warehouse.secret] },
  ],
});

/** The key, for nothing but what this service does with it. */
const usesKey = (key: aws.kms.Key, service: "s3" | "dynamodb", actions: string[]) => ({
  actions,
  resources: [key.arn],
  conditions: [
    {
      test: "StringEquals",
      variable: "kms:ViaService",
      values: [$interpolate`${service}.${here().region}.amazonaws.com`],
    },
  ],
});
