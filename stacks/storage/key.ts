import { here, policy, type Statement } from "../parts/policy.ts";
import type { Settings } from "../settings/types.ts";

/** The customer's key: buckets, lineage, warehouse, logs, alerts. Changed by AWS each year, kept when a stage is removed. */
export function dataKey({ storage }: Settings): aws.kms.Key {
  const key = new aws.kms.Key(
    "DataKey",
    {
      description: `Data of ${$app.name} ${$app.stage}`,
      enableKeyRotation: true,
      deletionWindowInDays: storage.keyDeletionDays,
      policy: keyPolicy(),
    },
    { retainOnDelete: $app.removal !== "remove" },
  );
  new aws.kms.Alias("DataKeyAlias", { name: `alias/${$app.name}-${$app.stage}`, targetKeyId: key.keyId });
  return key;
}

/** In a key's policy `*` is this key. */
const THIS_KEY = "*";
const USE = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

function keyPolicy(): $util.Output<string> {
  const { account, region } = here();
  const ours = { StringEquals: { "aws:SourceAccount": account } };
  const service = (
    Sid: string,
    name: $util.Input<string>,
    Condition: Statement["Condition"] = ours,
  ): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: { Service: name },
    Action: USE,
    Resource: THIS_KEY,
    ...(Condition && { Condition }),
  });
  return policy([
    {
      // Without it nobody could change the policy again. Who may use the key is said by IAM.
      Sid: "Administration",
      Effect: "Allow",
      Principal: { AWS: $interpolate`arn:aws:iam::${account}:root` },
      Action: "kms:*",
      Resource: THIS_KEY,
    },
    service("Logs", $interpolate`logs.${region}.amazonaws.com`, {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": $interpolate`arn:aws:logs:${region}:${account}:log-group:*`,
      },
    }),
    service("Alarms", "cloudwatch.amazonaws.com"),
    service("Rules", "events.amazonaws.com"),
    service("Budgets", "budgets.amazonaws.com"),
    service("Trail", "cloudtrail.amazonaws.com"),
  ]);
}
