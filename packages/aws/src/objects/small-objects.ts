import { setTimeout as sleep } from "node:timers/promises";
import type { Objects } from "@waybill/core";
import { downloadLinks } from "../api-client/download-link.ts";
import { asError, mayPass } from "../client/failure.ts";
import type { AwsSettings } from "../client/settings.ts";
import { s3Uri } from "../store/uri.ts";
import { refuseDamaged, s3Failure } from "./failure.ts";
import { keyLayout } from "./layout.ts";
import { digestOf } from "./s3/digest.ts";

export interface SmallObjectsOptions {
  readonly settings?: AwsSettings;
  readonly bucket: string;
  /** Milliseconds until one attempt has answered in full. */
  readonly answerMs?: number;
}

const ATTEMPTS = 3;
const PAUSE_MS = 100;

/**
 * Small objects, read and kept whole, in memory: for a function that moves no rows. It does without the client of S3,
 * which is larger than all else that such a function has. They are encrypted as the bucket says. Putting the same key
 * again puts the same content. Errors: those of `Objects`.
 */
export function smallObjects({
  settings = {},
  bucket,
  answerMs = 10_000,
}: SmallObjectsOptions): Pick<Objects, "get" | "put"> {
  const links = downloadLinks({ settings });
  const layout = keyLayout();
  return {
    async get(uri, expected) {
      const { url } = await links.linkTo(uri);
      const content = await call(() => fetch(url, { signal: AbortSignal.timeout(answerMs) })).catch(
        (error) => {
          throw s3Failure(error, `read the artifact ${uri}`, uri);
        },
      );
      refuseDamaged(uri, { bytes: content.length, checksum: digestOf(content).checksum }, expected);
      return content;
    },
    async put(key, content) {
      const uri = s3Uri({ bucket, key: layout.toBucket(key) });
      const { url } = await links.linkTo(uri, "PUT");
      const body = Buffer.from(content);
      await call(() => fetch(url, { method: "PUT", body, signal: AbortSignal.timeout(answerMs) })).catch(
        (error) => {
          throw s3Failure(error, `keep the artifact ${key}`, uri);
        },
      );
      return { uri, bytes: content.length, checksum: digestOf(content).checksum };
    },
  };
}

async function call(once: () => Promise<Response>): Promise<Buffer> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await once();
      if (response.ok) return Buffer.from(await response.arrayBuffer());
      throw refused(response.status, await response.text());
    } catch (error) {
      if (attempt === ATTEMPTS || !mayPass(asError(error))) throw error;
      await sleep(PAUSE_MS * 2 ** attempt * Math.random());
    }
  }
}

/** As the client of S3 would say it. */
function refused(status: number, body: string): Error {
  const said = (tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(body)?.[1];
  const error = new Error(said("Message") ?? `S3 answered ${status}`);
  error.name = said("Code") ?? `Http${status}`;
  return Object.assign(error, { $metadata: { httpStatusCode: status, requestId: said("RequestId") } });
}
