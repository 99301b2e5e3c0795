import { type Clock, systemClock, Usage, WaybillError } from "@waybill/core";
import { awsFailure } from "../client/failure.ts";
import type { AwsSettings } from "../client/settings.ts";
import { type Answer, unavailable, valueIn } from "./answer.ts";
import { queryOf } from "./escape.ts";
import { regionOf } from "./region.ts";
import { type Signer, signer } from "./signer.ts";

export interface ApiClientOptions {
  /** Of the API, as the deployment printed it. */
  readonly url: string;
  /** The stage that is meant: the API of another one refuses. */
  readonly stage: string;
  readonly settings?: Pick<AwsSettings, "region" | "credentials">;
  /** Milliseconds until a call has to be answered; API Gateway itself gives up after 30 s. */
  readonly answerMs?: number;
  readonly clock?: Clock;
}

export interface ApiCall {
  readonly method: "GET" | "PUT" | "POST";
  /** `/v1/runs` */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** Errors: what the API says, those of `valueIn`, `Usage` `aws.credentials`, and the signal's reason. */
export type ApiClient = (call: ApiCall) => Promise<unknown>;

const ANSWER_MS = 35_000;
/** Milliseconds before a call that may be repeated is; one more failure ends it. */
const REPEAT_MS = [200, 800];

/**
 * Calls the API of a deployed stage, signed by whoever is signed in to AWS. What may be asked twice is asked again
 * where it fails for a moment: all but POST, whose answer may be lost after it is done.
 * Errors: `Usage` `stage.url`, `aws.region`.
 */
export function apiClient({
  url,
  stage,
  settings = {},
  answerMs = ANSWER_MS,
  clock = systemClock,
}: ApiClientOptions): ApiClient {
  const base = baseOf(url);
  const { region = regionOf(base), credentials } = settings;
  const sign = signer({ service: "execute-api", region, ...(credentials && { credentials }) });
  const once = (call: ApiCall) => send(call, { base, stage, sign, answerMs });
  return async (call) => {
    for (const ms of call.method === "POST" ? [] : REPEAT_MS) {
      try {
        return await once(call);
      } catch (error) {
        if (!(error instanceof WaybillError) || error.class !== "transient") throw error;
        await clock.sleep(ms, call.signal);
        call.signal?.throwIfAborted();
      }
    }
    return once(call);
  };
}

interface Sending {
  readonly base: URL;
  readonly stage: string;
  readonly sign: Signer;
  readonly answerMs: number;
}

async function send(call: ApiCall, { base, stage, sign, answerMs }: Sending): Promise<unknown> {
  const { method, path, query = {}, body, signal } = call;
  const url = new URL(base.pathname.replace(/\/$/, "") + path, base);
  url.search = queryOf(query);
  const request = {
    method,
    url,
    headers: { "x-waybill-stage": stage, ...(body && { "content-type": "application/json" }) },
    body: body ? JSON.stringify(body) : "",
  };
  const name = `${method} ${url.origin}${url.pathname}`;
  const headers = await sign(request).catch((thrown: unknown) => {
    throw awsFailure(thrown, { unavailable: "api.unavailable", doing: `sign ${name}`, where: name });
  });
  const limit = AbortSignal.timeout(answerMs);
  const answered = answerOf(url, {
    method,
    headers,
    ...(body && { body: request.body }),
    signal: signal ? AbortSignal.any([limit, signal]) : limit,
  });
  return valueIn(await answered.catch((thrown: unknown) => failed(thrown, name, signal)), name);
}

async function answerOf(url: URL, request: RequestInit): Promise<Answer> {
  const response = await fetch(url, request);
  return { status: response.status, text: await response.text() };
}

/** The connection failed, or took too long. */
function failed(thrown: unknown, name: string, signal: AbortSignal | undefined): never {
  signal?.throwIfAborted();
  const { cause, message } = thrown as Error;
  throw unavailable(name, cause instanceof Error ? cause.message || String(cause) : message, thrown);
}

/** Over plain HTTP only on this machine: a signature does not hide what it signs. */
function baseOf(url: string): URL {
  const base = URL.canParse(url) ? new URL(url) : null;
  const isHere = base !== null && ["127.0.0.1", "localhost", "[::1]"].includes(base.hostname);
  if (base && (base.protocol === "https:" || (base.protocol === "http:" && isHere))) return base;
  throw new Usage("stage.url", `${JSON.stringify(url)} is no address of an API`, {
    where: url,
    why: "it begins with https://, as `sst deploy` prints it under api",
    next: "correct WAYBILL_API_URL, or deploy the stage again",
  });
}
