import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ApiHandler } from "@waybill/functions/api";

export const CALLER = "arn:aws:iam::123456789012:user/ann";

interface Served {
  readonly api: ApiHandler;
  /** Objects, below `/objects/`. */
  readonly content: (uri: string) => Promise<Uint8Array>;
}

export interface TestServer {
  readonly url: string;
  close(): Promise<void>;
}

/** An API Gateway in front of the handler, and beside it the bucket that its links lead to. */
export async function serve({ api, content }: Served): Promise<TestServer> {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [rawPath = "", rawQueryString = ""] = (request.url ?? "").split("?");
    if (rawPath.startsWith("/objects/")) {
      response.end(await content(decodeURIComponent(rawPath.slice("/objects/".length))));
      return;
    }
    if (!request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 ")) {
      response.writeHead(403).end('{"message":"Forbidden"}');
      return;
    }
    const { statusCode = 500, body } = await api({
      rawPath,
      rawQueryString,
      headers: request.headers as Record<string, string>,
      body: await textOf(request),
      isBase64Encoded: false,
      requestContext: {
        requestId: "request-1",
        http: { method: request.method ?? "" },
        authorizer: { iam: { userArn: CALLER } },
      },
    });
    response.writeHead(statusCode, { "content-type": "application/json" }).end(body);
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closed(server),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) text += String(piece);
  return text;
}
