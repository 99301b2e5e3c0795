import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { AwsSettings } from "../../client/settings.ts";
import { closed, listening, settingsFor } from "./dynamo.ts";

/** `lost`: the work is done, the answer never comes. */
export const FAULTS = ["throttle", "server-error", "hang", "reset", "lost"] as const;
export type Fault = (typeof FAULTS)[number];

/** Stands in front of DynamoDB and spoils some of the calls. */
export interface FaultProxy {
  readonly aws: AwsSettings;
  /** From now on, of the calls counted from 0. */
  spoil(fault: Fault, which: (call: number) => boolean): void;
  heal(): void;
  /** Calls since `spoil` or `heal`. */
  calls(): number;
  close(): Promise<void>;
}

export async function startFaultProxy(endpoint: string): Promise<FaultProxy> {
  let spoiled: { readonly fault: Fault; readonly which: (call: number) => boolean } | null = null;
  let calls = 0;
  const server = createServer((call, answer) => {
    const made = calls++;
    const fault = spoiled?.which(made) ? spoiled.fault : null;
    handle(fault, endpoint, call, answer).catch(() => call.socket.destroy());
  });
  const begin = (next: typeof spoiled) => {
    spoiled = next;
    calls = 0;
  };
  return {
    aws: settingsFor(await listening(server)),
    spoil: (fault, which) => begin({ fault, which }),
    heal: () => begin(null),
    calls: () => calls,
    close: () => closed(server),
  };
}

async function handle(fault: Fault | null, endpoint: string, call: IncomingMessage, answer: ServerResponse) {
  const body = await buffer(call);
  switch (fault) {
    case "throttle":
      return refuse(answer, 400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException");
    case "server-error":
      return refuse(answer, 500, "com.amazonaws.dynamodb.v20120810#InternalServerError");
    case "hang":
      return;
    case "reset":
      call.socket.destroy();
      return;
    default: {
      const { status, headers, text } = await forward(endpoint, call, body);
      if (fault === "lost") call.socket.destroy();
      else answer.writeHead(status, headers).end(text);
    }
  }
}

function refuse(answer: ServerResponse, status: number, type: string): void {
  answer.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
  answer.end(JSON.stringify({ __type: type, message: "spoiled" }));
}

async function forward(endpoint: string, { method, url, headers }: IncomingMessage, body: Buffer) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(new URL(url ?? "/", endpoint), { method, headers }, resolve)
      .on("error", reject)
      .end(body);
  });
  return { status: answer.statusCode ?? 502, headers: answer.headers, text: await buffer(answer) };
}
