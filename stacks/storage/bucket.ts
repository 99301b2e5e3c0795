import type { LifecycleRule } from "./lifecycle.ts";

/** Private, versioned, by TLS alone, encrypted with the key whatever the caller asks for. */
export function keptBucket(
  name: string,
  key: aws.kms.Key,
  rules: readonly LifecycleRule[],
  policy: NonNullable<sst.aws.BucketArgs["policy"]> = [],
): sst.aws.Bucket {
  const bucket = new sst.aws.Bucket(name, {
    enforceHttps: true,
    versioning: true,
    cors: false,
    policy,
    // One rule that SST knows makes the resource; what SST has no words for (transitions) takes its place.
    lifecycle: [{ id: "placeholder", expiresIn: "1 day" }],
    transform: {
      bucket: (args) => {
        args.forceDestroy = $app.removal === "remove";
      },
      lifecycle: (args) => {
        args.rules = [...rules];
      },
    },
  });
  new aws.s3.BucketServerSideEncryptionConfiguration(`${name}Encryption`, {
    bucket: bucket.name,
    rules: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
        bucketKeyEnabled: true,
      },
    ],
  });
  return bucket;
}
