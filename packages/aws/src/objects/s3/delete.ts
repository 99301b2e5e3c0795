import { setTimeout } from "node:timers/promises";
import { DeleteObjectsCommand, type S3Client } from "@aws-sdk/client-s3";

/** Keys that one call takes. */
const KEYS = 1000;
const ATTEMPTS = 3;
const PAUSE_MS = 200;
/** What S3 says of a single key where the same again may succeed. */
const MAY_PASS = new Set(["InternalError", "SlowDown", "ServiceUnavailable", "OperationAborted"]);

/** Deletes what is there. S3 answers for each key: those that may pass are tried again alone. */
export async function deleteObjects(
  client: S3Client,
  bucket: string,
  keys: readonly string[],
): Promise<void> {
  const unique = [...new Set(keys)];
  for (let from = 0; from < unique.length; from += KEYS) {
    await deleteSome(client, bucket, unique.slice(from, from + KEYS));
  }
}

async function deleteSome(client: S3Client, bucket: string, keys: readonly string[]): Promise<void> {
  let left = keys;
  for (let attempt = 1; ; attempt++) {
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: left.map((Key) => ({ Key })), Quiet: true },
      }),
    );
    const failed = Errors.filter(({ Code }) => Code !== "NoSuchKey");
    if (failed.length === 0) return;
    const [final] = failed.filter(({ Code = "" }) => !MAY_PASS.has(Code));
    const first = final ?? (attempt === ATTEMPTS ? failed[0] : undefined);
    if (first) throw refusal(first, failed.length);
    left = failed.map(({ Key = "" }) => Key);
    await setTimeout(PAUSE_MS * attempt);
  }
}

/** As the SDK would have it of a call for this key alone. */
function refusal({ Key = "", Code = "Error", Message = "" }: Refused, count: number): Error {
  const others = count > 1 ? `, and ${count - 1} more` : "";
  const httpStatusCode = Code === "AccessDenied" ? 403 : MAY_PASS.has(Code) ? 503 : 400;
  return Object.assign(new Error(`${Message} (${Key}${others})`), {
    name: Code,
    $metadata: { httpStatusCode },
  });
}

interface Refused {
  readonly Key?: string | undefined;
  readonly Code?: string | undefined;
  readonly Message?: string | undefined;
}
