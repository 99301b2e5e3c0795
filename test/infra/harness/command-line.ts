import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Call, Props } from "./graph-file.ts";
import { type Building, type BuildRequest, buildHandler } from "./handlers.ts";

/** What SST's command line answers to the components that run below it. Returns the calls as they come. */
export async function commandLine(building: Building): Promise<readonly Call[]> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const { method, params } = JSON.parse(await textOf(request)) as { method: string; params: [Props] };
    response.end(JSON.stringify(await replyTo(method, params[0], building, calls)));
  });
  // The program is done when nothing is left to wait for; this server must not count.
  server.on("connection", (socket) => socket.unref());
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  server.unref();
  process.env.SST_SERVER = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return calls;
}

async function replyTo(method: string, args: Props, building: Building, calls: Call[]) {
  if (method === "Runtime.Build") {
    const { built, findings } = await buildHandler(args as unknown as BuildRequest, building);
    calls.push({ method, args, ...findings });
    return { result: built, error: null };
  }
  calls.push({ method, args });
  const reply = REPLIES[method];
  return reply
    ? { result: reply(args), error: null }
    : { result: null, error: `rpc: can't find method ${method}` };
}

async function textOf(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

type Reply = (args: Props) => unknown;

const APPSYNC = { appsyncHttp: "http.invalid", appsyncRealtime: "realtime.invalid" };

const REPLIES: Readonly<Record<string, Reply>> = {
  "Provider.Aws.Bootstrap": ({ region }) => ({
    asset: `sst-asset-${region}`,
    state: `sst-state-${region}`,
    assetEcrRegistryId: "123456789012",
    assetEcrUrl: `123456789012.dkr.ecr.${region}.amazonaws.com/sst-asset`,
    ...APPSYNC,
  }),
  "Provider.Aws.Appsync": () => ({ http: APPSYNC.appsyncHttp, realtime: APPSYNC.appsyncRealtime }),
  "Runtime.AddTarget": () => true,
};
