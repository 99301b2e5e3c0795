import type { ApiHandler } from "@waybill/functions/api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type } from "../testing/command-line.ts";
import { RUN, sampleRun } from "../testing/sample-run.ts";
import { serve, type TestServer } from "./testing/server.ts";

beforeAll(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_REGION", "eu-central-1");
});
afterAll(() => vi.unstubAllEnvs());

const hops = sampleRun();
const run = {
  runId: RUN,
  pipeline: "flights",
  outcome: "completed",
  generation: 0,
  rank: 6,
  status: "Completed",
  planned: 3,
};
const denied = {
  class: "permanent",
  code: "aws.denied",
  message: "cannot look into the dead letters of load: AWS denies it",
};

/** An API that knows one run, which is over, and answers as it is told about dead letters. */
const oneRun =
  (deadLetters: { readonly status: number; readonly value: unknown }): ApiHandler =>
  async ({ rawPath, rawQueryString, requestContext }) => {
    const answer = (value: unknown, statusCode = 200) => ({ statusCode, body: JSON.stringify(value) });
    if (rawPath === "/v1/dead-letters") return answer(deadLetters.value, deadLetters.status);
    if (rawPath === "/v1/hops") {
      const ids = new URLSearchParams(rawQueryString).get("ids")?.split(",") ?? [];
      return answer({ items: ids.map((id) => hops.find(({ metadata }) => metadata.id === id) ?? null) });
    }
    if (rawPath.endsWith("/hops") || rawPath.endsWith("/events")) return answer({ items: hops, next: null });
    if (requestContext.http.method === "GET") return answer(run);
    return answer({ run, generation: 0, resumed: true, source: "flights", lookups: ["airports"] });
  };

async function typed(api: ApiHandler, ...inputs: string[]) {
  const server: TestServer = await serve({ api, content: async () => new Uint8Array() });
  try {
    return await type([...inputs, "--stage", "test"], { env: { WAYBILL_API_URL: server.url } });
  } finally {
    await server.close();
  }
}

test("a run that is well is told as well, also by who may not see the dead letters", async () => {
  const answer = await typed(oneRun({ status: 500, value: { error: denied } }), "run", "flights");
  expect(answer.code).toBe(0);
  expect(answer.out).toMatch(new RegExp(`^run ${RUN} of flights\n`));
  expect(answer.out).toMatch(/✓ flights completed in 6.0 s/);
  expect(answer.out).toContain(`rejects of flights#0  local:${RUN}/flights#0/extract/a1/rejects.parquet\n`);
  expect(answer.err).toBe(`whether it has dead letters could not be found out: ${denied.message}\n`);
});

test("dead letters of the run are counted, and named with what to type", async () => {
  const letters = { items: [{ id: "a" }, { id: "b" }], complete: true };
  const { out } = await typed(oneRun({ status: 200, value: letters }), "run", "flights");
  expect(out).toMatch(/npx waybill dlq list --stage test +2 events that nobody could deal with\n/);
});

test("a list of dead letters that may lack some says so", async () => {
  const { out, err } = await typed(
    oneRun({ status: 200, value: { items: [], complete: false } }),
    "dlq",
    "list",
  );
  expect(out).toBe("no dead letter\n");
  expect(err).toBe("only 0 of them: there may be more\n");
});
