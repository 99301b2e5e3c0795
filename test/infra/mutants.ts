import type { rules } from "./rules/index.ts";
import type { Mutation } from "./support/mutate.ts";

/** A mistake that somebody could make, the rule that must see it, and a word of what the rule says. */
export interface Mutant {
  readonly mistake: string;
  readonly rule: keyof typeof rules;
  readonly says: string;
  make(mutation: Mutation): void;
}

const everything = (action: string) => ({ Effect: "Allow", Action: [action], Resource: ["*"] });

export const mutants: readonly Mutant[] = [
  {
    mistake: "a target without its dead-letter queue",
    rule: "targetsKeepEvents",
    says: "ExtractTarget has no dead-letter queue",
    make: (m) => delete m.of("target", "ExtractTarget").deadLetterConfig,
  },
  {
    mistake: "a target whose dead letters go to a FIFO queue",
    rule: "targetsKeepEvents",
    says: "ExtractTarget has no dead-letter queue",
    make: (m) => Object.assign(m.of("queue", "ExtractUndeliveredQueueQueue"), { fifoQueue: true }),
  },
  {
    mistake: "a target that is never tried again",
    rule: "targetsKeepEvents",
    says: "PlanTarget has no retry policy",
    make: (m) => delete m.of("target", "PlanTarget").retryPolicy,
  },
  {
    mistake: "a queue without a redrive policy",
    rule: "queuesKeepMessages",
    says: "waybill-prod-load has no redrive policy",
    make: (m) => delete m.of("queue", "LoadQueueQueue").redrivePolicy,
  },
  {
    mistake: "a removed dead-letter queue",
    rule: "queuesKeepMessages",
    says: "waybill-prod-load has no redrive policy",
    make: (m) => m.remove("queue", "LoadDeadLettersQueueQueue"),
  },
  {
    mistake: "two queues with the same dead letters",
    rule: "queuesKeepMessages",
    says: "shares its dead letters",
    make: (m) => {
      m.of("queue", "PlanQueueQueue").redrivePolicy = m.of("queue", "LoadQueueQueue").redrivePolicy;
    },
  },
  {
    mistake: "a queue that keeps its messages for four days",
    rule: "queuesKeepMessages",
    says: "waybill-prod-load-dead-letters keeps its messages for less",
    make: (m) =>
      Object.assign(m.of("queue", "LoadDeadLettersQueueQueue"), { messageRetentionSeconds: 345_600 }),
  },
  {
    mistake: "a queue that every rule of the account may fill",
    rule: "queuesAdmitTheirRule",
    says: "waybill-prod-plan does not let in its rule alone",
    make: (m) => m.statement("queuePolicy", "PlanQueuePolicy", (statement) => delete statement.Condition),
  },
  {
    mistake: "a queue that another service may fill",
    rule: "queuesAdmitTheirRule",
    says: "waybill-prod-plan does not let in its rule alone",
    make: (m) =>
      m.statement("queuePolicy", "PlanQueuePolicy", (statement) => {
        statement.Principal = { Service: ["events.amazonaws.com", "s3.amazonaws.com"] };
      }),
  },
  {
    mistake: "a target's dead letters that its rule may not fill",
    rule: "queuesAdmitTheirRule",
    says: "waybill-prod-plan-undelivered does not let in its rule alone",
    make: (m) => m.remove("queuePolicy", "PlanUndeliveredQueuePolicy"),
  },
  {
    mistake: "a visibility timeout of the function's timeout",
    rule: "visibilityCoversWork",
    says: "waybill-prod-extract: 900 s for a function of 900 s",
    make: (m) => Object.assign(m.of("queue", "ExtractQueueQueue"), { visibilityTimeoutSeconds: 900 }),
  },
  {
    mistake: "a batch that fails as a whole",
    rule: "failuresAreSingledOut",
    says: "LoadMessages fails as a whole",
    make: (m) => Object.assign(m.of("messages", "LoadMessages"), { functionResponseTypes: [] }),
  },
  {
    mistake: "more polling than concurrency",
    rule: "failuresAreSingledOut",
    says: "LoadMessages polls 1000 at once",
    make: (m) =>
      Object.assign(m.of("messages", "LoadMessages"), { scalingConfig: { maximumConcurrency: 1000 } }),
  },
  {
    mistake: "a schedule whose failed call is lost",
    rule: "schedulesKeepCalls",
    says: "SweepScheduleSchedule loses a call",
    make: (m) => delete m.of("schedule", "SweepScheduleSchedule").target.deadLetterConfig,
  },
  {
    mistake: "an x86 function",
    rule: "functionsAreAsAgreed",
    says: "waybill-prod-transform is not arm64",
    make: (m) => Object.assign(m.of("function", "TransformFunctionFunction"), { architectures: ["x86_64"] }),
  },
  {
    mistake: "a function on an older Node",
    rule: "functionsAreAsAgreed",
    says: "waybill-prod-transform is not on Node 24",
    make: (m) => Object.assign(m.of("function", "TransformFunctionFunction"), { runtime: "nodejs20.x" }),
  },
  {
    mistake: "a function with Lambda's default memory",
    rule: "functionsAreAsAgreed",
    says: "waybill-prod-transform has a memory of its own making",
    make: (m) => Object.assign(m.of("function", "TransformFunctionFunction"), { memorySize: 128 }),
  },
  {
    mistake: "a function whose log is kept for ever",
    rule: "functionsAreAsAgreed",
    says: "waybill-prod-load has a log that is kept for ever",
    make: (m) => delete m.of("log", "LoadLog").retentionInDays,
  },
  {
    mistake: "a log in plain text",
    rule: "logsAreTidy",
    says: "/aws/events/waybill-prod-runs is kept for ever, or not encrypted",
    make: (m) => delete m.of("log", "RunsLog").kmsKeyId,
  },
  {
    mistake: "a function outside of the VPC",
    rule: "functionsAreInside",
    says: "waybill-prod-load is not in the private subnets",
    make: (m) => delete m.of("function", "LoadFunctionFunction").vpcConfig,
  },
  {
    mistake: "a security group that lets in everybody",
    rule: "functionsAreInside",
    says: "WarehouseSecurityGroup lets in everybody",
    make: (m) =>
      Object.assign(m.of("securityGroup", "WarehouseSecurityGroup"), {
        ingress: [{ protocol: "tcp", fromPort: 5439, toPort: 5439, cidrBlocks: ["0.0.0.0/0"] }],
      }),
  },
  {
    mistake: "a handler that is not there",
    rule: "handlersAreThere",
    says: "there is no file",
    make: (m) =>
      Object.assign(m.build("LoadFunction"), { problem: "load.handler: there is no file load.ts" }),
  },
  {
    mistake: "a resource that is used and not linked",
    rule: "linksAreGiven",
    says: "PlanFunction uses Bus",
    make: (m) => {
      const build = m.build("PlanFunction");
      build.uses = ["Bus"];
      delete build.args.links.Bus;
    },
  },
  {
    mistake: "SST's own link: every action on the table",
    rule: "noWideActions",
    says: "may dynamodb:*",
    make: (m) =>
      m.permit("LoadFunctionRole", {
        Effect: "Allow",
        Action: ["dynamodb:*"],
        Resource: ["arn:aws:dynamodb:x:1:table/t"],
      }),
  },
  {
    mistake: "every secret of the account",
    rule: "noWideResources",
    says: "may secretsmanager:GetSecretValue on everything",
    make: (m) => m.permit("LoadFunctionRole", everything("secretsmanager:GetSecretValue")),
  },
  {
    mistake: "every bucket of the account",
    rule: "noWideResources",
    says: "may s3:GetObject on everything",
    make: (m) =>
      m.permit("LoadFunctionRole", { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::*" }),
  },
  {
    mistake: "statements of others, since the condition is gone",
    rule: "noWideResources",
    says: "may redshift-data:DescribeStatement on everything",
    make: (m) => m.permit("LoadFunctionRole", everything("redshift-data:DescribeStatement")),
  },
  {
    mistake: "one of AWS's policies for everybody",
    rule: "noManagedPolicies",
    says: "AdministratorAccess",
    make: (m) =>
      m.of("role", "LoadFunctionRole").managedPolicyArns.push("arn:aws:iam::aws:policy/AdministratorAccess"),
  },
  {
    mistake: "a role that the whole account may take",
    rule: "rolesAreForOneService",
    says: "AWS arn:aws:iam::123456789012:root",
    make: (m) =>
      Object.assign(m.of("role", "LoadFunctionRole"), {
        assumeRolePolicy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "lambda.amazonaws.com", AWS: "arn:aws:iam::123456789012:root" },
              Action: "sts:AssumeRole",
            },
          ],
        }),
      }),
  },
  {
    mistake: "a password in the environment",
    rule: "noSecretsInSight",
    says: "waybill-prod-load has DB_PASSWORD",
    make: (m) =>
      Object.assign(m.of("function", "LoadFunctionFunction").environment.variables, { DB_PASSWORD: "x" }),
  },
  {
    mistake: "an API for everybody",
    rule: "apiIsSigned",
    says: "is open to everybody",
    make: (m) => {
      const [route] = m.graph().of("route");
      m.of("route", route!.name).authorizationType = "NONE";
    },
  },
  {
    mistake: "a bucket with AWS's key",
    rule: "bucketsAreKept",
    says: "StagingBucket is not encrypted with the customer's key",
    make: (m) => m.remove("bucketEncryption", "StagingEncryption"),
  },
  {
    mistake: "a bucket that can be used without TLS",
    rule: "bucketsAreKept",
    says: "StagingBucket can be used without TLS",
    make: (m) => m.statement("bucketPolicy", "StagingPolicy", (statement) => delete statement.Condition),
  },
  {
    mistake: "a bucket without versions",
    rule: "bucketsAreKept",
    says: "RawBucket keeps no versions",
    make: (m) => m.remove("bucketVersioning", "RawVersioning"),
  },
  {
    mistake: "a bucket that can be made public",
    rule: "bucketsAreKept",
    says: "RawBucket can be made public",
    make: (m) => m.remove("bucketPublic", "RawPublicAccessBlock"),
  },
  {
    mistake: "raw files that are kept for ever",
    rule: "objectsAge",
    says: "gone after undefined",
    make: (m) => {
      const lifecycle = m.of("bucketLifecycle", "RawLifecycle");
      lifecycle.rules = lifecycle.rules.filter((rule: { expiration?: object }) => !rule.expiration);
    },
  },
  {
    mistake: "a lineage that cannot be restored",
    rule: "lineageIsSafe",
    says: "cannot be restored",
    make: (m) => Object.assign(m.of("table", "LineageTable"), { pointInTimeRecovery: { enabled: false } }),
  },
  {
    mistake: "a lineage without the index of open units",
    rule: "lineageIsSafe",
    says: "lacks a local index",
    make: (m) => Object.assign(m.of("table", "LineageTable"), { localSecondaryIndexes: [] }),
  },
  {
    mistake: "a key that never turns",
    rule: "keyTurns",
    says: "DataKey does not turn",
    make: (m) => Object.assign(m.of("key", "DataKey"), { enableKeyRotation: false }),
  },
  {
    mistake: "a warehouse on the Internet",
    rule: "warehouseIsBounded",
    says: "can be reached from the Internet",
    make: (m) => Object.assign(m.of("workgroup", "WarehouseWorkgroup"), { publiclyAccessible: true }),
  },
  {
    mistake: "a warehouse without a limit",
    rule: "warehouseIsBounded",
    says: "has no limit a day",
    make: (m) => m.remove("usageLimit", "WarehouseLimit"),
  },
  {
    mistake: "dead letters that nobody hears of",
    rule: "deadLettersAreHeard",
    says: "no alarm looks at waybill-prod-load-dead-letters",
    make: (m) => m.remove("alarm", "LoadDeadLettersAlarm"),
  },
  {
    mistake: "an alarm that tells nobody",
    rule: "functionsAreHeard",
    says: "no alarm looks at the Errors of waybill-prod-load",
    make: (m) => Object.assign(m.of("alarm", "LoadErrorsAlarm"), { alarmActions: [] }),
  },
  {
    mistake: "failed runs that nobody hears of",
    rule: "failedRunsAreHeard",
    says: "no alarm looks at failed runs",
    make: (m) => m.remove("alarm", "RunsFailedAlarm"),
  },
];
