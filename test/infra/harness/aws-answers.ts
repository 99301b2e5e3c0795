// What AWS would answer: ARNs and ids come from names, so that a graph is the same each time.
import { policyDocument } from "./policy-document.ts";

export const ACCOUNT = "123456789012";
type Inputs = Readonly<Record<string, unknown>>;

/** What AWS makes up for a resource, beside what it is given. */
export function made(type: string, name: string, inputs: Inputs, region: string): Inputs {
  const known = typeof inputs.name === "string" ? inputs.name : name;
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;
  const recipe = RECIPES[type];
  if (recipe) return recipe({ name, known, inputs, region, arn });
  return type.startsWith("aws:") ? { arn: arn(type.split(/[:/]/)[1] ?? "aws", known) } : {};
}

interface Made {
  readonly name: string;
  /** As AWS calls it. */
  readonly known: string;
  readonly inputs: Inputs;
  readonly region: string;
  arn(service: string, rest: string): string;
}

const RECIPES: Readonly<Record<string, (made: Made) => Inputs>> = {
  "aws:sqs/queue:Queue": ({ known, region, arn }) => {
    const url = `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${known}`;
    return { arn: arn("sqs", known), url, id: url };
  },
  "aws:sns/topic:Topic": ({ known, arn }) => ({ arn: arn("sns", known), id: arn("sns", known) }),
  "aws:cloudwatch/eventBus:EventBus": ({ known, arn }) => ({
    arn: arn("events", `event-bus/${known}`),
    id: known,
  }),
  "aws:cloudwatch/eventRule:EventRule": ({ known, inputs, arn }) => {
    const bus = inputs.eventBusName;
    return { arn: arn("events", bus === "default" ? `rule/${known}` : `rule/${bus}/${known}`) };
  },
  "aws:dynamodb/table:Table": ({ known, arn }) => ({ arn: arn("dynamodb", `table/${known}`), id: known }),
  "aws:s3/bucket:Bucket": ({ inputs, name }) => {
    const bucket = String(inputs.bucket ?? name.toLowerCase());
    return { arn: `arn:aws:s3:::${bucket}`, bucket, id: bucket };
  },
  "aws:lambda/function:Function": ({ known, region, arn }) => {
    const own = arn("lambda", `function:${known}`);
    const invocations = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${own}/invocations`;
    return {
      arn: own,
      qualifiedArn: `${own}:1`,
      version: "1",
      id: known,
      invokeArn: invocations,
      qualifiedInvokeArn: invocations,
    };
  },
  "aws:iam/role:Role": ({ known }) => ({ arn: `arn:aws:iam::${ACCOUNT}:role/${known}`, id: known }),
  "aws:kms/key:Key": ({ name, arn }) => ({ arn: arn("kms", `key/${name}`), keyId: name, id: name }),
  "aws:apigatewayv2/api:Api": ({ name, region, arn }) => ({
    apiEndpoint: `https://${name.toLowerCase()}.execute-api.${region}.amazonaws.com`,
    executionArn: arn("execute-api", name),
  }),
  "aws:cloudwatch/logGroup:LogGroup": ({ known, arn }) => ({
    arn: arn("logs", `log-group:${known}`),
    id: known,
  }),
  "aws:redshiftserverless/namespace:Namespace": ({ name, arn }) => ({
    arn: arn("redshift-serverless", `namespace/${name}`),
    adminPasswordSecretArn: arn("secretsmanager", `secret:redshift!${name}`),
  }),
  "aws:redshiftserverless/workgroup:Workgroup": ({ name, arn }) => ({
    arn: arn("redshift-serverless", `workgroup/${name}`),
  }),
  "random:index/randomBytes:RandomBytes": ({ inputs }) => {
    const bytes = Buffer.alloc(Number(inputs.length ?? 32), 7);
    return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
  },
};

/** What a provider answers when a program asks it. A question that is not here fails by its name. */
export function answer(token: string, inputs: Inputs, region: string): Inputs {
  const reply = ANSWERS[token];
  if (reply === undefined)
    throw new Error(`the program asks ${token}, for which aws-answers.ts has no answer`);
  return reply(inputs, region);
}

const ANSWERS: Readonly<Record<string, (inputs: Inputs, region: string) => Inputs>> = {
  "aws:index/getRegion:getRegion": (_, region) => ({ id: region, name: region, region, description: region }),
  "aws:index/getPartition:getPartition": () => ({ id: "aws", partition: "aws", dnsSuffix: "amazonaws.com" }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: ACCOUNT,
    accountId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:root`,
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_, region) => ({
    id: region,
    names: ["a", "b", "c"].map((zone) => region + zone),
    zoneIds: ["1", "2", "3"],
    state: "available",
  }),
  "aws:ec2/getAmi:getAmi": () => ({ id: "ami-0", imageId: "ami-0" }),
  "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
};
