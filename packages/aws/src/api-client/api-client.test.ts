import { type Clock, Permanent, Transient, Usage } from "@waybill/core";
import { describe, expect, test } from "vitest";
import { type ApiClientOptions, apiClient } from "./api-client.ts";
import { serverOf } from "./testing/server.ts";
import { isSigned } from "./testing/signature.ts";

const SECRET = "not/a+secret=";
const settings = {
  region: "eu-central-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: SECRET },
};
const impatient: Clock = { now: () => 0, sleep: async () => {} };
const clientOf = (url: string, more: Partial<ApiClientOptions> = {}) =>
  apiClient({ url, stage: "prod", settings, clock: impatient, ...more });

const good = { status: 200, body: '{"items":[]}' };
const problem = {
  class: "transient",
  code: "lineage.unavailable",
  message: "cannot list runs just now",
  where: "table t",
  why: null,
  next: "type it again",
};
const refusing = (status: number, error: object) => ({ status, body: JSON.stringify({ error }) });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error("it did not fail");
    },
    (error: unknown) => error,
  );

describe("a call", () => {
  test("is signed as AWS checks it, and names the stage that is meant", async () => {
    await using server = await serverOf(good);
    const call = clientOf(server.url);
    const query = { pipeline: "a b&c/é", limit: 20, cursor: undefined };
    expect(await call({ method: "GET", path: "/v1/runs", query })).toEqual({ items: [] });
    await call({ method: "PUT", path: "/v1/runs/01", body: { pipeline: "flüge" } });
    const [get, put] = server.arrived;
    expect(server.arrived.map((request) => isSigned(request, SECRET))).toEqual([true, true]);
    expect(server.arrived.map((request) => isSigned(request, "another"))).toEqual([false, false]);
    expect(get?.headers.authorization).toContain("/eu-central-1/execute-api/aws4_request");
    expect(Object.fromEntries(new URL(get?.target ?? "", server.url).searchParams)).toEqual({
      pipeline: "a b&c/é",
      limit: "20",
    });
    expect(put).toMatchObject({
      method: "PUT",
      body: '{"pipeline":"flüge"}',
      headers: { "x-waybill-stage": "prod", "content-type": "application/json" },
    });
  });

  test("keeps the path of an API that lies below one", async () => {
    await using server = await serverOf(good);
    await clientOf(`${server.url}/waybill/`)({ method: "GET", path: "/v1" });
    expect(server.arrived[0]?.target).toBe("/waybill/v1");
  });
});

describe("what fails for a moment", () => {
  test("is asked again where that is safe", async () => {
    await using server = await serverOf(refusing(503, problem), "reset", good);
    expect(await clientOf(server.url)({ method: "GET", path: "/v1/runs" })).toEqual({ items: [] });
    expect(server.arrived).toHaveLength(3);
  });

  test("and goes on failing is told in the API's own words", async () => {
    await using server = await serverOf(refusing(503, problem));
    const error = await failure(clientOf(server.url)({ method: "PUT", path: "/v1/runs/01", body: {} }));
    expect(error).toBeInstanceOf(Transient);
    expect(error).toMatchObject({ ...problem, why: undefined });
    expect(server.arrived).toHaveLength(3);
  });

  test("is not asked again where it may be done already", async () => {
    await using server = await serverOf("reset", good);
    const error = await failure(clientOf(server.url)({ method: "POST", path: "/v1/dead-letters/1/redrive" }));
    expect(error).toMatchObject({
      code: "api.unavailable",
      where: `POST ${server.url}/v1/dead-letters/1/redrive`,
    });
    expect(server.arrived).toHaveLength(1);
  });

  test("and never answers is ended", async () => {
    await using server = await serverOf("hang");
    const call = clientOf(server.url, { answerMs: 50 });
    expect(await failure(call({ method: "GET", path: "/v1" }))).toMatchObject({
      class: "transient",
      code: "api.unavailable",
    });
    expect(server.arrived).toHaveLength(3);
  });

  test("ends at once when whoever asked has gone", async () => {
    await using server = await serverOf("hang");
    const stop = new AbortController();
    const asked = failure(clientOf(server.url)({ method: "GET", path: "/v1", signal: stop.signal }));
    const gone = new Error("gone");
    setTimeout(() => stop.abort(gone), 20);
    expect(await asked).toBe(gone);
    expect(server.arrived.length).toBeLessThanOrEqual(1);
  });
});

describe("an answer that is no good", () => {
  test.each([
    [refusing(400, { ...problem, class: "usage", code: "api.input" }), Usage, "api.input"],
    [refusing(500, { ...problem, class: "nonsense" }), Permanent, "lineage.unavailable"],
    [{ status: 403, body: '{"message":"Forbidden"}' }, Permanent, "aws.denied"],
    [{ status: 429, body: '{"message":"Too Many Requests"}' }, Transient, "api.unavailable"],
    [{ status: 502, body: "<html>" }, Transient, "api.unavailable"],
    [{ status: 404, body: '{"message":"Not Found"}' }, Permanent, "api.unreadable"],
    [{ status: 200, body: "<html>" }, Permanent, "api.unreadable"],
  ])("%j", async (answer, type, code) => {
    await using server = await serverOf(answer);
    const error = await failure(clientOf(server.url)({ method: "POST", path: "/v1/x" }));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ code });
  });
});

test.each(["", "example.com", "http://example.com", "ftp://example.com"])("%j is no address", (url) => {
  expect(() => clientOf(url)).toThrow(expect.objectContaining({ code: "stage.url" }));
});
