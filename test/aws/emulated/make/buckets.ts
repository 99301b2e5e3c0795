import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Graph, Props, Resource } from "../../../infra/support/graph.ts";
import { REGION } from "../../standins/settings.ts";

/** Buckets, versioned and encrypted as they are to be; those that tell of new objects do so. */
export async function makeBuckets(graph: Graph, s3: S3Client): Promise<void> {
  for (const { props } of graph.of("bucket")) {
    await s3.send(
      new CreateBucketCommand({
        Bucket: String(props.bucket),
        CreateBucketConfiguration: { LocationConstraint: REGION as BucketLocationConstraint },
      }),
    );
  }
  for (const { props } of graph.of("bucketVersioning")) {
    const { status } = props.versioningConfiguration as { readonly status: "Enabled" };
    const VersioningConfiguration = { Status: status };
    await s3.send(new PutBucketVersioningCommand({ Bucket: String(props.bucket), VersioningConfiguration }));
  }
  for (const { props } of graph.of("bucketEncryption")) {
    const ServerSideEncryptionConfiguration = { Rules: encryption(props) };
    await s3.send(
      new PutBucketEncryptionCommand({ Bucket: String(props.bucket), ServerSideEncryptionConfiguration }),
    );
  }
  for (const { props } of graph.file.resources.filter(isNotification)) {
    if (props.eventbridge !== true) throw new Error(`${props.bucket} tells of its objects by something else`);
    const NotificationConfiguration = { EventBridgeConfiguration: {} };
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: String(props.bucket),
        NotificationConfiguration,
      }),
    );
  }
}

const isNotification = ({ type }: Resource): boolean =>
  type === "aws:s3/bucketNotification:BucketNotification";

interface EncryptionRule {
  readonly applyServerSideEncryptionByDefault: { readonly kmsMasterKeyId: string };
  readonly bucketKeyEnabled: boolean;
}

const encryption = ({ rules }: Props) =>
  (rules as readonly EncryptionRule[]).map(({ applyServerSideEncryptionByDefault, bucketKeyEnabled }) => ({
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: "aws:kms" as const,
      KMSMasterKeyID: applyServerSideEncryptionByDefault.kmsMasterKeyId,
    },
    BucketKeyEnabled: bucketKeyEnabled,
  }));
