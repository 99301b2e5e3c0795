import { nameOf } from "../parts/names.ts";
import { here, policy, takenBy } from "../parts/policy.ts";
import type { Storage } from "../storage.ts";

/** What COPY runs as: it reads the staging bucket, and nothing else. */
export function copyRole({ staging, key }: Storage): aws.iam.Role {
  const { account } = here();
  return new aws.iam.Role("CopyRole", {
    name: nameOf("copy"),
    description: "Redshift COPY, from the staging bucket",
    assumeRolePolicy: takenBy("redshift.amazonaws.com", { StringEquals: { "aws:SourceAccount": account } }),
    inlinePolicies: [
      {
        name: "copy",
        policy: policy([
          { Sid: "List", Effect: "Allow", Action: "s3:ListBucket", Resource: staging.arn },
          { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: $interpolate`${staging.arn}/*` },
          { Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: key.arn },
        ]),
      },
    ],
  });
}
