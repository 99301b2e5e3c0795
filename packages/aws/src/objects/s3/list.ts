import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";

export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
  readonly modifiedAt: number;
}

/** Objects that one call lists at most. */
const PAGE = 1000;

/** Objects whose key begins with the prefix, in S3's order, which is that of the bytes of their keys. */
export async function listObjects(
  client: S3Client,
  { bucket, prefix, limit = Number.POSITIVE_INFINITY, pageSize = PAGE }: ListOptions,
  signal?: AbortSignal,
): Promise<ListedObject[]> {
  const found: ListedObject[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        MaxKeys: Math.min(pageSize, limit - found.length),
        // XML has no way to write some characters that a key may have.
        EncodingType: "url",
        ...(token !== undefined && { ContinuationToken: token }),
      }),
      { ...(signal && { abortSignal: signal }) },
    );
    const decode = page.EncodingType === "url" ? decodeKey : (key: string) => key;
    for (const { Key = "", Size = 0, ETag = "", LastModified } of page.Contents ?? []) {
      found.push({ key: decode(Key), bytes: Size, etag: ETag, modifiedAt: LastModified?.getTime() ?? 0 });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined && found.length < limit);
  return found;
}

export interface ListOptions {
  readonly bucket: string;
  readonly prefix: string;
  readonly limit?: number | undefined;
  readonly pageSize?: number | undefined;
}

/** S3 writes a blank as a plus, and a plus as %2B. */
const decodeKey = (encoded: string): string => decodeURIComponent(encoded.replaceAll("+", " "));
