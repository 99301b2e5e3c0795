import { readFileSync } from "node:fs";
import type { Call, GraphFile, Props, Resource } from "../harness/graph-file.ts";

export const TYPE = {
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  archive: "aws:cloudwatch/eventArchive:EventArchive",
  bucket: "aws:s3/bucket:Bucket",
  bucketEncryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  bucketLifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  bucketPublic: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  bucketVersioning: "aws:s3/bucketVersioning:BucketVersioning",
  busPolicy: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  function: "aws:lambda/function:Function",
  key: "aws:kms/key:Key",
  log: "aws:cloudwatch/logGroup:LogGroup",
  messages: "aws:lambda/eventSourceMapping:EventSourceMapping",
  nat: "aws:ec2/natGateway:NatGateway",
  queue: "aws:sqs/queue:Queue",
  queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
  role: "aws:iam/role:Role",
  route: "aws:apigatewayv2/route:Route",
  rule: "aws:cloudwatch/eventRule:EventRule",
  schedule: "aws:scheduler/schedule:Schedule",
  schema: "aws:schemas/schema:Schema",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  table: "aws:dynamodb/table:Table",
  target: "aws:cloudwatch/eventTarget:EventTarget",
  trail: "aws:cloudtrail/trail:Trail",
  usageLimit: "aws:redshiftserverless/usageLimit:UsageLimit",
  workgroup: "aws:redshiftserverless/workgroup:Workgroup",
} as const;

/** The resources of a stage, and the questions that the rules ask of them. */
export class Graph {
  readonly file: GraphFile;

  constructor(file: GraphFile) {
    this.file = file;
  }

  static read(path: string): Graph {
    return new Graph(JSON.parse(readFileSync(path, "utf8")) as GraphFile);
  }

  of(type: keyof typeof TYPE): readonly Resource[] {
    return this.file.resources.filter((resource) => resource.type === TYPE[type]);
  }

  /** By its name in the program. */
  get(type: keyof typeof TYPE, name: string): Resource {
    const found = this.of(type).find((resource) => resource.name === name);
    if (found) return found;
    const names = this.of(type).map((resource) => resource.name);
    throw new Error(`no ${type} is called ${name}; there are ${names.join(", ")}`);
  }

  byArn(arn: unknown): Resource | undefined {
    return this.file.resources.find((resource) => resource.custom && resource.outputs.arn === arn);
  }

  /** What was asked for the bundle of each function. */
  builds(): readonly Call[] {
    return this.file.calls.filter(({ method }) => method === "Runtime.Build");
  }

  roleOf(fn: Resource): Resource | undefined {
    return this.byArn(fn.props.role);
  }
}

/** A name that AWS knows, in a list of violations. */
export const called = ({ name, props }: Resource): string => String(props.name ?? name);

export const jsonOf = <T>(value: unknown): T => JSON.parse(typeof value === "string" ? value : "null") as T;

export const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => each !== undefined).map(String);

export type { Props, Resource };
