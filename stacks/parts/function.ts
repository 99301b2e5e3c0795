import type { Grant } from "../grants.ts";
import type { Settings } from "../settings/types.ts";
import { bundling } from "./bundling.ts";
import { enginePackages } from "./engine-packages.ts";
import { nameOf, pascal } from "./names.ts";
import { takenBy } from "./policy.ts";

/** Seconds. */
export const LONGEST_TIMEOUT = 900;
const RUNTIME = "nodejs24.x";
/** Where a function lives: in the VPC, or (undefined) outside of it. */
export type Place =
  | { privateSubnets: $util.Input<string>[]; securityGroups: $util.Input<string>[] }
  | undefined;

export interface FunctionSpec {
  readonly handler: string;
  readonly description: string;
  readonly grants: readonly Grant[];
  /** Seconds. More than Lambda's 900 is cut: a stage that sees its time run out stops, and is taken up again. */
  readonly timeout: number;
  readonly memory: number;
  readonly engine: boolean;
  readonly place: Place;
  readonly environment?: Readonly<Record<string, $util.Input<string>>>;
}

export interface Surroundings {
  readonly settings: Settings;
  readonly logKey: $util.Input<string>;
}

/** A function, and what is watched of it. */
export interface MadeFunction {
  readonly name: string;
  readonly timeout: number;
  readonly fn: sst.aws.Function;
}

/** A Lambda function with its own role and its own log, and nothing that it was not given. */
export function waybillFunction(
  name: string,
  spec: FunctionSpec,
  { settings, logKey }: Surroundings,
): MadeFunction {
  const log = new aws.cloudwatch.LogGroup(`${pascal(name)}Log`, {
    name: `/aws/lambda/${nameOf(name)}`,
    retentionInDays: settings.logs.retentionDays,
    kmsKeyId: logKey,
  });
  const reserved = settings.functions.concurrency[name] ?? settings.functions.otherConcurrency;
  const timeout = Math.min(spec.timeout, LONGEST_TIMEOUT);
  const fn = new sst.aws.Function(`${pascal(name)}Function`, {
    name: nameOf(name),
    description: spec.description,
    handler: spec.handler,
    runtime: RUNTIME,
    architecture: "arm64",
    memory: `${spec.memory} MB`,
    timeout: `${timeout} seconds`,
    storage: `${settings.functions.storage[name] ?? 512} MB`,
    logging: { logGroup: log.name, format: "json" },
    ...(settings.functions.reserve && { concurrency: { reserved } }),
    ...(spec.place && { vpc: spec.place }),
    link: [...new Set(spec.grants.flatMap((grant) => grant.link ?? []))],
    permissions: [writesLog(log), ...spec.grants.flatMap((grant) => grant.permissions)],
    environment: {
      WAYBILL_STAGE: $app.stage,
      WAYBILL_RETENTION_DAYS: String(settings.lineage.retentionDays),
      ...(spec.engine && engineEnvironment(name, spec.memory, settings)),
      ...spec.environment,
    },
    nodejs: {
      minify: true,
      esbuild: bundling(spec.engine),
      ...(spec.engine && { install: enginePackages() }),
    },
    transform: { role: leastPrivilege(spec.place !== undefined) },
  });
  return { name, timeout, fn };
}

const writesLog = (log: aws.cloudwatch.LogGroup) => ({
  actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
  resources: [$interpolate`${log.arn}:*`],
});

/**
 * In place of AWS's managed policies, of which one may write to every log of the account; and of SST's trust in the
 * whole account, which `sst dev` alone needs (4.17 gives it to every deployed function as well).
 */
const leastPrivilege =
  (inVpc: boolean) =>
  (args: aws.iam.RoleArgs): undefined => {
    args.managedPolicyArns = [];
    if (!$dev) args.assumeRolePolicy = takenBy("lambda.amazonaws.com");
    if (!inVpc) return;
    args.inlinePolicies = $output(args.inlinePolicies).apply((policies) => [
      ...(policies ?? []),
      { name: "network-interfaces", policy: JSON.stringify(NETWORK_INTERFACES) },
    ]);
  };

/** Lambda makes these before it knows a name for them, so AWS allows nothing narrower than `*`. */
const NETWORK_INTERFACES = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: [
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
      ],
      Resource: "*",
    },
  ],
};

function engineEnvironment(name: string, memory: number, { functions }: Settings): Record<string, string> {
  const engineMb = Math.floor((memory - functions.engineBaseMb) * functions.engineShare);
  return {
    WAYBILL_WORK_FOLDER: "/tmp/waybill",
    WAYBILL_WORK_MB: String(functions.storage[name] ?? 512),
    WAYBILL_MEMORY_MB: String(engineMb),
    WAYBILL_PARTITION_BYTES: String(functions.partitionBytes),
  };
}
