import { nameOf } from "../parts/names.ts";
import { here } from "../parts/policy.ts";
import type { Settings } from "../settings/types.ts";
import { keptBucket } from "../storage/bucket.ts";
import { expires } from "../storage/lifecycle.ts";

/** CloudTrail alone writes here, and only for this trail. */
export function auditBucket(key: aws.kms.Key, { audit }: Settings): sst.aws.Bucket {
  const { account, region } = here();
  const trail = $interpolate`arn:aws:cloudtrail:${region}:${account}:trail/${nameOf("trail")}`;
  const fromTrail = { test: "StringEquals", variable: "aws:SourceArn", values: [trail] };
  const cloudtrail = [{ type: "service" as const, identifiers: ["cloudtrail.amazonaws.com"] }];
  return keptBucket(
    "Audit",
    key,
    [expires("expire", audit.retentionDays)],
    [
      { principals: cloudtrail, actions: ["s3:GetBucketAcl"], paths: [""], conditions: [fromTrail] },
      {
        principals: cloudtrail,
        actions: ["s3:PutObject"],
        paths: [$interpolate`AWSLogs/${account}/*`],
        conditions: [fromTrail],
      },
    ],
  );
}
