import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { AwsSettings } from "./settings.ts";

export interface CallLimits {
  /** Milliseconds until one attempt of a call has answered in full. */
  readonly answerMs: number;
}

const CONNECT_MS = 2_000;
/** A call and its repetitions, where AWS says that the same again may succeed. Beyond that the queue tries again. */
const ATTEMPTS = 3;

/** What every AWS client is made with: it ends each call, and repeats within limits. */
export function clientConfig(settings: AwsSettings, { answerMs }: CallLimits = { answerMs: 10_000 }) {
  return {
    ...settings,
    maxAttempts: ATTEMPTS,
    retryMode: "standard",
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECT_MS,
      requestTimeout: answerMs,
      // `requestTimeout` alone only warns.
      throwOnRequestTimeout: true,
    }),
  };
}
