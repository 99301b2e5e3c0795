import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsSettings } from "../client/settings.ts";
import { s3Failure } from "../objects/failure.ts";
import { parseS3Uri } from "../store/uri.ts";
import { bucketUrl, escapedKey } from "./bucket-url.ts";
import { queryOf } from "./escape.ts";
import { regionIn } from "./region.ts";

export interface DownloadLinkOptions {
  readonly settings?: AwsSettings;
  /** Seconds; 300. */
  readonly validSeconds?: number;
}

export interface DownloadLink {
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

const VALID_SECONDS = 300;

/**
 * Links with which anybody reads one object of S3 for some minutes, as whoever made them may. Whether the object is
 * there is not looked at. The whole client of S3 is not needed for it: it is large, and this function starts often.
 * Errors: `Usage` `aws.region`; of `linkTo`, `Usage` `file.place`, `aws.credentials`.
 */
export function downloadLinks({ settings = {}, validSeconds = VALID_SECONDS }: DownloadLinkOptions = {}) {
  const { region = regionIn(process.env, "make links to S3") } = settings;
  const endpoint = settings.endpoint ?? process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  const signature = new SignatureV4({
    service: "s3",
    region,
    credentials: settings.credentials ?? defaultProvider(),
    sha256: Sha256,
    // S3 signs keys as they are written.
    uriEscapePath: false,
  });
  return {
    /** `PUT`: whoever has the link may put an object there in place of reading it. */
    async linkTo(uri: string, method: "GET" | "PUT" = "GET"): Promise<DownloadLink> {
      const { bucket, key } = parseS3Uri(uri);
      const base = bucketUrl(bucket, region, endpoint);
      const now = new Date();
      const request = {
        method,
        protocol: base.protocol,
        hostname: base.hostname,
        path: `${base.pathname.replace(/\/$/, "")}/${escapedKey(key)}`,
        headers: { host: base.host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
      };
      const signed = await signature
        .presign(request, { expiresIn: validSeconds, signingDate: now })
        .catch((error: unknown) => {
          throw s3Failure(error, `make a link to ${uri}`, uri);
        });
      return {
        url: `${base.origin}${signed.path}?${queryOf(signed.query as Readonly<Record<string, string>>)}`,
        expiresAt: new Date(now.getTime() + validSeconds * 1000).toISOString(),
      };
    },
  };
}
