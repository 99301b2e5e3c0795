import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** Nothing listens there. */
const NOWHERE = "http://127.0.0.1:1";
const ENVIRONMENT = {
  WAYBILL_STAGE: "test",
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_ENDPOINT_URL: NOWHERE,
};
/** What the stacks link to it. */
const Resource = {
  Bus: { name: "waybill-test" },
  Lineage: { name: "lineage-test" },
  Queues: {
    load: {
      url: `${NOWHERE}/123456789012/load`,
      deadLetters: `${NOWHERE}/123456789012/load-dlq`,
      undelivered: `${NOWHERE}/123456789012/load-lost`,
    },
  },
};

beforeEach(() => {
  for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value);
  vi.resetModules();
  vi.doMock("sst/resource", () => ({ Resource }));
});
afterEach(() => {
  vi.doUnmock("sst/resource");
  vi.resetModules();
  vi.unstubAllEnvs();
});

const event = (rawPath: string) => ({
  rawPath,
  rawQueryString: "",
  headers: {},
  isBase64Encoded: false,
  requestContext: { requestId: "request-1", http: { method: "GET" } },
});

/** The lines of its log meanwhile. */
async function logged<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly log: string }> {
  let log = "";
  const take = (chunk: string | Uint8Array): boolean => {
    log += String(chunk);
    return true;
  };
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation(take),
  );
  try {
    const value = await work();
    return { value, log };
  } finally {
    for (const stream of streams) stream.mockRestore();
  }
}

test("it is wired to what is linked to it, and says so when AWS is out", async () => {
  const { handler } = await import("./api.ts");
  expect(await handler(event("/v1"))).toMatchObject({ statusCode: 200, body: '{"stage":"test"}' });
  const { value, log } = await logged(() =>
    Promise.all([handler(event("/v1/runs")), handler(event("/v1/dead-letters"))]),
  );
  const [runs, letters] = value;
  expect(runs).toMatchObject({ statusCode: 503, body: expect.stringContaining("lineage.unavailable") });
  expect(letters).toMatchObject({ statusCode: 503, body: expect.stringContaining("bus.unavailable") });
  expect(log).toContain('"on":"GET /v1/runs","code":"lineage.unavailable"');
});
