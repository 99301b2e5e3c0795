import { S3Client } from "@aws-sdk/client-s3";
import { clientConfig } from "../../client/config.ts";
import type { AwsSettings } from "../../client/settings.ts";

export interface S3Limits {
  /** Milliseconds until one attempt of a call is answered: until the first byte of what is read. */
  readonly answerMs: number;
  /** Milliseconds for which nothing may arrive of what is read. */
  readonly stallMs: number;
}

export const LIMITS: S3Limits = { answerMs: 30_000, stallMs: 20_000 };

export const s3Client = (settings: AwsSettings, { answerMs }: S3Limits): S3Client =>
  new S3Client({
    ...clientConfig(settings, { answerMs }),
    // A bucket may lie in another region than who reads it.
    followRegionRedirects: true,
    // Other implementations of S3 have no host name for each bucket.
    forcePathStyle: isElsewhere(settings),
  });

const isElsewhere = ({ endpoint }: AwsSettings): boolean =>
  Boolean(endpoint ?? process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL);
