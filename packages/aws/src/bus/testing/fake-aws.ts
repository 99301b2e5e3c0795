import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { AwsSettings } from "../../client/settings.ts";
import { answerError, answerFault, type Fault, JSON_TYPE } from "./faults.ts";

/** One operation: what it is asked, and its answer. `partial`: it is to fail for every other entry. */
export type Operation = (input: never, partial: boolean) => unknown;

/** An error that the service answers with. */
export class ServiceError extends Error {
  readonly status: number;
  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export interface FakeAws extends AsyncDisposable {
  readonly settings: AwsSettings;
  /** `PutEvents`: how often it was called, repetitions included. */
  calls(operation: string): number;
  /** The next calls of the operation go wrong like this, one after the other. */
  fail(operation: string, ...faults: readonly Fault[]): void;
}

/** A server that speaks AWS's JSON protocol, on a port of its own. */
export async function fakeAws(operations: Readonly<Record<string, Operation>>): Promise<FakeAws> {
  const faults = new Map<string, Fault[]>();
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const name = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    calls.push(name);
    await answer(operations[name], request, response, faults.get(name)?.shift());
  });
  const endpoint = await listening(server);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return {
    settings: { region: "eu-central-1", endpoint, credentials },
    calls: (operation) => calls.filter((name) => name === operation).length,
    fail: (operation, ...more) => void faults.set(operation, [...(faults.get(operation) ?? []), ...more]),
    [Symbol.asyncDispose]: () => closed(server),
  };
}

async function answer(
  operation: Operation | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): Promise<void> {
  const input = JSON.parse(await text(request)) as never;
  if (answerFault(fault, response)) return;
  if (!operation)
    return answerError(response, 400, "UnknownOperationException", "the fake has no such operation");
  try {
    const output = operation(input, fault === "partial");
    if (fault === "lost") return void response.socket?.destroy();
    response.writeHead(200, JSON_TYPE).end(JSON.stringify(output));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    answerError(response, error.status, error.name, error.message);
  }
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closed(server: Server): Promise<void> {
  const end = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await end;
}
