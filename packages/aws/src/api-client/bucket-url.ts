import { escaped } from "./escape.ts";

/** Where a bucket is. Other implementations of S3, and names with a dot under TLS, have no host name for each bucket. */
export function bucketUrl(bucket: string, region: string, endpoint?: string): URL {
  if (endpoint) return new URL(`${endpoint.replace(/\/$/, "")}/${bucket}`);
  const host = `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  return new URL(bucket.includes(".") ? `https://${host}/${bucket}` : `https://${bucket}.${host}`);
}

/** As S3 writes a key in an address and in what it signs. */
export const escapedKey = (key: string): string => key.split("/").map(escaped).join("/");
