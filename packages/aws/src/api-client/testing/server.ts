import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Arrived } from "./signature.ts";

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  /** What has arrived so far. */
  readonly arrived: readonly Arrived[];
}

/** `hang`: no answer comes. `reset`: the connection ends. */
export type Answering = { readonly status: number; readonly body: string } | "hang" | "reset";

/** Answers each request in its turn, and the last answer from then on. */
export async function serverOf(...answers: readonly Answering[]): Promise<TestServer> {
  const arrived: Arrived[] = [];
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    arrived.push(await arrivedIn(request));
    const next = answers[Math.min(arrived.length, answers.length) - 1];
    if (next === "hang" || next === undefined) return;
    if (next === "reset") return void request.socket.destroy();
    response.writeHead(next.status).end(next.body);
  }
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export async function arrivedIn(request: IncomingMessage): Promise<Arrived> {
  let body = "";
  for await (const piece of request) body += String(piece);
  const headers = request.headers as Readonly<Record<string, string>>;
  return { method: request.method ?? "", target: request.url ?? "", headers, body };
}
