import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What SST keeps in an account that it has been used in before. */
const BOOTSTRAP = {
  version: 99,
  asset: "sst-asset-test",
  state: "sst-state-test",
  assetEcrRegistryId: "123456789012",
  assetEcrUrl: "123456789012.dkr.ecr.invalid/sst-asset",
  appsyncHttp: "http.invalid",
  appsyncRealtime: "realtime.invalid",
};

export interface AwsCalls {
  readonly url: string;
  /** Calls that nothing here answers, for a message when a newer SST makes one. */
  readonly unknown: readonly string[];
  close(): void;
}

/** The few calls that SST's command line makes by itself: parameters in SSM, its state in S3. */
export async function awsCalls(): Promise<AwsCalls> {
  const unknown: string[] = [];
  const parameters = new Map([["/sst/bootstrap", JSON.stringify(BOOTSTRAP)]]);
  const objects = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const target = request.headers["x-amz-target"];
    if (typeof target !== "string") return answerS3(request, response, body, objects);
    if (!answerSsm(target, body, response, parameters)) unknown.push(target);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    unknown,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function answerSsm(
  target: string,
  body: Buffer,
  response: ServerResponse,
  parameters: Map<string, string>,
): boolean {
  const json = (status: number, content: object) =>
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(content));
  const { Name: name, Value: value } = JSON.parse(body.toString() || "{}") as {
    Name?: string;
    Value?: string;
  };
  const kept = parameters.get(name ?? "");
  if (target === "AmazonSSM.PutParameter" && name && value) {
    parameters.set(name, value);
    json(200, { Version: 1 });
    return true;
  }
  if (target === "AmazonSSM.GetParameter") {
    if (kept) json(200, { Parameter: { Name: name, Type: "String", Value: kept } });
    else json(400, { __type: "ParameterNotFound", message: name });
    return true;
  }
  json(400, { __type: "UnknownOperationException", message: target });
  return false;
}

const EMPTY_LIST = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

function answerS3(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  objects: Map<string, Buffer>,
): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://s3.invalid");
  const { method } = request;
  const xml = (status: number, content: string) =>
    response
      .writeHead(status, { "content-type": "application/xml" })
      .end(method === "HEAD" ? undefined : content);
  if (method === "PUT") {
    objects.set(pathname, body);
    return void response.writeHead(200, { etag: '"1"' }).end();
  }
  if (method === "DELETE") {
    objects.delete(pathname);
    return void response.writeHead(204).end();
  }
  if (searchParams.has("list-type")) return void xml(200, EMPTY_LIST);
  const kept = objects.get(pathname);
  if (!kept) return void xml(404, `<Error><Code>NoSuchKey</Code><Message>${pathname}</Message></Error>`);
  response
    .writeHead(200, { etag: '"1"', "content-length": kept.length })
    .end(method === "HEAD" ? undefined : kept);
}
