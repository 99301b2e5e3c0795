import { setTimeout as sleep } from "node:timers/promises";
import type { Objects } from "@waybill/core";
import { downloadLinks } from "../api-client/download-link.ts";
import { asError, mayPass } from "../client/failure.ts";
import type { AwsSettings } from "../client/settings.ts";
import { refuseDamaged, s3Failure } from "./failure.ts";
import { digestOf } from "./s3/digest.ts";

export interface S3ReaderOptions {
  readonly settings?: AwsSettings;
  /** Milliseconds until one attempt has answered in full. */
  readonly answerMs?: number;
}

const ATTEMPTS = 3;
const PAUSE_MS = 100;

/**
 * For a function that keeps no artifacts: it reads small ones, whole, into memory. It does without the client of S3,
 * which is larger than all else that such a function has. Errors: those of `Objects.get`.
 */
export function s3Reader({ settings = {}, answerMs = 10_000 }: S3ReaderOptions = {}): Pick<Objects, "get"> {
  const links = downloadLinks({ settings });
  return {
    async get(uri, expected) {
      const { url } = await links.linkTo(uri);
      const content = await download(url, answerMs).catch((error: unknown) => {
        throw s3Failure(error, `read the artifact ${uri}`, uri);
      });
      refuseDamaged(uri, { bytes: content.length, checksum: digestOf(content).checksum }, expected);
      return content;
    },
  };
}

async function download(url: string, answerMs: number): Promise<Buffer> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(answerMs) });
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
