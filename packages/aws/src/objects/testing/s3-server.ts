import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, answerOf, type Call, errorAnswer, type Operation } from "./s3-answers.ts";
import { type Buckets, emptyBuckets } from "./s3-buckets.ts";

/**
 * What goes wrong with a call: an error that AWS would give, a connection that ends, or none that comes. `lost`: it is
 * done, and the answer does not arrive. `cut` and `stall`: half of the answer's body arrives.
 */
export type Fault = 403 | 409 | 500 | 503 | "reset" | "hang" | "lost" | "cut" | "stall";

export interface S3Server extends AsyncDisposable {
  readonly endpoint: string;
  readonly buckets: Buckets;
  readonly calls: readonly Call[];
  count(operation: Operation): number;
  /** The next calls of this operation go wrong so. */
  fail(operation: Operation, fault: Fault, times?: number): void;
}

/** As much of S3 as Waybill calls, over HTTP, with faults. */
export async function s3Server(...buckets: readonly string[]): Promise<S3Server> {
  const state = emptyBuckets(buckets);
  const calls: Call[] = [];
  const faults: { operation: Operation; fault: Fault; times: number }[] = [];

  const server = createServer((request, response) => void handle(request, response));
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await callOf(request);
    calls.push(call);
    const planned = faults.find(({ operation, times }) => operation === call.operation && times > 0);
    if (planned) planned.times--;
    const fault = planned?.fault;
    if (fault === "hang") return;
    if (fault === "reset") return void request.socket.destroy();
    const answer = typeof fault === "number" ? errorAnswer(fault, call) : answerOf(call, state);
    if (fault === "lost") return void request.socket.destroy();
    send(response, answer, fault === "cut" || fault === "stall" ? fault : null);
  }

  server.listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    buckets: state,
    calls,
    count: (operation) => calls.filter((call) => call.operation === operation).length,
    fail: (operation, fault, times = 1) => void faults.push({ operation, fault, times }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function send(
  response: ServerResponse,
  { status, headers, body }: Answer,
  fault: "cut" | "stall" | null,
): void {
  response.writeHead(status, { "content-length": body.length, "x-amz-request-id": "test", ...headers });
  if (fault === null) return void response.end(body);
  response.write(body.subarray(0, Math.ceil(body.length / 2)), () => {
    if (fault === "cut") response.destroy();
  });
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const url = new URL(request.url ?? "/", "http://localhost");
  const [, bucket = "", ...rest] = url.pathname.split("/");
  const key = decodeURIComponent(rest.join("/"));
  const { searchParams: query } = url;
  const headers = request.headers as Readonly<Record<string, string>>;
  const operation = operationOf(request.method ?? "", key !== "", query);
  return { operation, bucket: decodeURIComponent(bucket), key, query, headers, body: Buffer.concat(parts) };
}

function operationOf(method: string, hasKey: boolean, query: URLSearchParams): Operation {
  switch (method) {
    case "HEAD":
      return "HeadObject";
    case "GET":
      return hasKey ? "GetObject" : "ListObjectsV2";
    case "PUT":
      return query.has("partNumber") ? "UploadPart" : "PutObject";
    case "POST":
      if (query.has("delete")) return "DeleteObjects";
      return query.has("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload";
    default:
      return "AbortMultipartUpload";
  }
}
