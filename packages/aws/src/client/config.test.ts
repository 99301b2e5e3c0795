import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { EventBridgeClient, ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { Transient } from "@waybill/core";
import { afterEach, expect, test } from "vitest";
import { clientConfig } from "./config.ts";
import { awsFailure } from "./failure.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function clientOf(answer: () => void, answerMs: number) {
  server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((listening) => server?.once("listening", listening));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const endpoint = `http://127.0.0.1:${port}`;
  return new EventBridgeClient(clientConfig({ region: "eu-central-1", endpoint, credentials }, { answerMs }));
}

test("a call that is never answered ends, after its repetitions", async () => {
  let calls = 0;
  const client = await clientOf(() => void calls++, 100);
  const error = await client.send(new ListEventBusesCommand({})).catch((thrown: unknown) => thrown);
  expect(awsFailure(error, { unavailable: "bus.unavailable", doing: "list" })).toBeInstanceOf(Transient);
  expect(calls).toBe(3);
}, 10_000);
