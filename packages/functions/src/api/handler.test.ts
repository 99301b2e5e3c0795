import { Permanent, Transient } from "@waybill/core";
import { memoryLineage } from "@waybill/core/testing";
import { describe, expect, test, vi } from "vitest";
import { apiHandler } from "./handler.ts";
import { callsTo, memoryPorts } from "./testing/deployment.ts";

/** A stage whose lineage fails so. */
function failing(error: unknown) {
  const lines: { readonly line: string; readonly labels: object }[] = [];
  const lineage = memoryLineage();
  lineage.runs = () => Promise.reject(error);
  const log = (_: unknown, line: string, labels: object) => void lines.push({ line, labels });
  return { lines, call: callsTo(memoryPorts({ lineage, metrics: { count: () => {}, log } })) };
}

test("it says which stage it is", async () => {
  expect(await callsTo(memoryPorts())("GET /v1")).toEqual({ status: 200, body: { stage: "test" } });
});

test("a call that means another stage is refused before anything is done", async () => {
  const ports = memoryPorts();
  const call = callsTo(ports);
  expect(await call("GET /v1", { headers: { "x-waybill-stage": "test" } })).toMatchObject({ status: 200 });
  const refused = await call("GET /v1", { headers: { "x-waybill-stage": "prod" } });
  expect(refused).toMatchObject({
    status: 409,
    body: { error: { class: "usage", code: "stage.other", next: expect.stringContaining("--stage test") } },
  });
});

test.each([
  "GET /",
  "GET /v2/runs",
  "POST /v1/runs",
  "GET /v1/runs/",
  "GET /v1/runs/01JD0000000000000000000000/hops/1",
])("%s is no route", async (on) => {
  expect(await callsTo(memoryPorts())(on)).toMatchObject({
    status: 404,
    body: { error: { code: "api.no-route", where: on, next: expect.any(String) } },
  });
});

describe("an input that cannot be right is refused with its name", () => {
  test.each([
    ["GET /v1/runs?limit=0", "limit: "],
    ["GET /v1/runs?limit=1e9", "limit: "],
    ["GET /v1/runs?outcome=good", "outcome: "],
    ["GET /v1/runs?pipline=flights", 'Unrecognized key: "pipline"'],
    ["GET /v1/runs/last", "run: a run's id is 26 letters and digits"],
    ["GET /v1/hops?ids=1,2", "ids.0: "],
    ["GET /v1/runs/01JD0000000000000000000000/events?since=yesterday", "since: "],
    ["GET /v1/dead-letters/..%2F1", "id: "],
  ])("%s", async (on, why) => {
    const { status, body } = await callsTo(memoryPorts())(on);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { error: { class: "usage", code: "api.input" } },
    });
    expect(body).toHaveProperty("error.why", expect.stringContaining(why));
  });

  test.each(["[]", "7", '{"pipeline":', "null"])("the body %s", async (body) => {
    expect(await callsTo(memoryPorts())("PUT /v1/runs/01JD0000000000000000000000", { body })).toMatchObject({
      status: 400,
      body: { error: { code: "api.input", message: "the body is no JSON object" } },
    });
  });
});

test("what may pass is 503, in its own words, and is in the log", async () => {
  const { call, lines } = failing(
    new Transient("lineage.unavailable", "cannot list runs just now", { where: "table t", next: "again" }),
  );
  expect(await call("GET /v1/runs")).toEqual({
    status: 503,
    body: {
      error: {
        class: "transient",
        code: "lineage.unavailable",
        message: "cannot list runs just now",
        where: "table t",
        why: null,
        next: "again",
      },
    },
  });
  expect(lines).toMatchObject([
    {
      line: "cannot list runs just now",
      labels: { request: "request-1", on: "GET /v1/runs", where: "table t" },
    },
  ]);
});

test("what cannot pass is 500", async () => {
  const { call } = failing(new Permanent("lineage.newer-version", "the table is newer"));
  expect(await call("GET /v1/runs")).toMatchObject({ status: 500, body: { error: { class: "permanent" } } });
});

test("what nobody foresaw shows nothing of the inside; the log has its words and its place", async () => {
  const { call, lines } = failing(new TypeError("secret is not a function"));
  const { status, body } = await call("GET /v1/runs");
  expect(status).toBe(500);
  expect(body).toMatchObject({ error: { code: "unexpected", where: "request request-1" } });
  expect(JSON.stringify(body)).not.toMatch(/secret|handler\.test/);
  expect(lines).toMatchObject([
    {
      line: "TypeError: secret is not a function",
      labels: { where: expect.stringContaining("handler.test.ts") },
    },
  ]);
});

test("a function that cannot open what it needs says so, and tries again at the next call", async () => {
  const stderr = vi.spyOn(console, "error").mockImplementation(() => {});
  let calls = 0;
  const handler = apiHandler(() => {
    if (++calls === 1) throw new Transient("link.slow", "not yet");
    return memoryPorts();
  });
  const event = {
    rawPath: "/v1",
    rawQueryString: "",
    headers: {},
    isBase64Encoded: false,
    requestContext: { requestId: "r", http: { method: "GET" } },
  };
  expect(await handler(event)).toMatchObject({ statusCode: 503 });
  expect(stderr).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('"code":"link.slow"'));
  stderr.mockRestore();
  expect(await handler(event)).toMatchObject({
    statusCode: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: '{"stage":"test"}',
  });
});
