import { nameOf } from "./parts/names.ts";
import { auditBucket } from "./security/audit-bucket.ts";
import type { World } from "./world.ts";

/** Who read and wrote which object and which item of the lineage, on a record that is kept and cannot be changed unseen. */
export function security(world: World): void {
  if (!world.settings.audit.trail) return;
  const { key, raw, staging, quarantine } = world.storage;
  const bucket = auditBucket(key, world.settings);
  const objectsOf = (buckets: readonly sst.aws.Bucket[]) => buckets.map((each) => $interpolate`${each.arn}/`);
  new aws.cloudtrail.Trail(
    "Trail",
    {
      name: nameOf("trail"),
      s3BucketName: bucket.name,
      kmsKeyId: key.arn,
      enableLogFileValidation: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: false,
      advancedEventSelectors: [
        {
          name: "What is done to resources",
          fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
        },
        {
          name: "Objects",
          fieldSelectors: [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: ["AWS::S3::Object"] },
            { field: "resources.ARN", startsWiths: objectsOf([raw, staging, quarantine]) },
          ],
        },
        {
          name: "Lineage",
          fieldSelectors: [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
            { field: "resources.ARN", equals: [world.table.arn] },
          ],
        },
      ],
    },
    { dependsOn: [bucket] },
  );
}
