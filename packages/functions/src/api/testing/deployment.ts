import { files, pipeline, silentMetrics } from "@waybill/core";
import { stageSubscriptions } from "@waybill/core/stages";
import { type MemoryBus, memoryBus, memoryLineage } from "@waybill/core/testing";
import * as z from "zod";
import { type ApiEvent, apiHandler } from "../handler.ts";
import type { ApiPorts } from "../ports.ts";
import { type MemoryDeadLetters, memoryDeadLetters } from "./dead-letters.ts";

/** 2024-11-24, in the middle of `testEvent`'s runs. */
export const NOW = Date.UTC(2024, 10, 24, 12);
export const CALLER = "arn:aws:iam::123456789012:user/ann";

const Row = z.object({ id: z.int() });
const sources = {
  flights: files("s3://raw/flights.csv", { row: Row }),
  airports: files("s3://raw/airports.csv", { row: Row }),
};
const flights = pipeline("flights", sources).load({ table: "flights", mode: "append" });
const looked = pipeline("looked", files("s3://raw/looked.csv", { row: Row }));
const deployed = new Map([flights, looked].map(({ plan }) => [plan.name, plan]));

export interface MemoryPorts extends ApiPorts {
  readonly bus: MemoryBus;
  readonly deadLetters: MemoryDeadLetters;
}

/** A stage called `test`, of which nothing has run; it has the pipelines `flights` and `looked`. */
export const memoryPorts = (more: Partial<ApiPorts> = {}): MemoryPorts => ({
  stage: "test",
  lineage: memoryLineage(),
  clock: { now: () => NOW, sleep: async () => {} },
  settings: { baseDir: "/", partitionBytes: 1, producer: "waybill-test" },
  links: {
    linkTo: async (uri) => ({ url: `https://links.test/?of=${uri}`, expiresAt: "2024-11-24T12:05:00.000Z" }),
  },
  pipelines: { named: async (name) => deployed.get(name) ?? null },
  metrics: silentMetrics,
  ...more,
  bus: memoryBus({ subscriptions: stageSubscriptions }),
  deadLetters: memoryDeadLetters(),
});

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

export interface Calling {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly base64?: boolean;
}

/** Calls the handler as API Gateway does: `call("GET /v1/runs?limit=2")`. */
export function callsTo(ports: ApiPorts) {
  const handler = apiHandler(() => ports);
  return async (on: string, { body, headers = {}, base64 = false }: Calling = {}): Promise<Answered> => {
    const [method = "", target = ""] = on.split(" ");
    const [rawPath = "", rawQueryString = ""] = target.split("?");
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const event: ApiEvent = {
      rawPath,
      rawQueryString,
      headers: { ...headers },
      ...(text !== undefined && { body: base64 ? Buffer.from(text).toString("base64") : text }),
      isBase64Encoded: base64,
      requestContext: {
        requestId: "request-1",
        http: { method },
        authorizer: { iam: { userArn: CALLER } },
      },
    };
    const { statusCode = 0, body: answered = "" } = await handler(event);
    return { status: statusCode, body: JSON.parse(answered) };
  };
}
