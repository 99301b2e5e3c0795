import { runAt, testEvent } from "@waybill/core/testing";
import { isEvent, newRunId, Requested, RUN_UNIT } from "@waybill/events";
import { beforeEach, describe, expect, test } from "vitest";
import { CALLER, type Calling, callsTo, type MemoryPorts, memoryPorts, NOW } from "../testing/deployment.ts";

let ports: MemoryPorts;
let call: ReturnType<typeof callsTo>;
let run: string;
beforeEach(() => {
  ports = memoryPorts();
  call = callsTo(ports);
  run = newRunId(NOW);
});
const ask = (body: unknown = { pipeline: "flights" }, more: Calling = {}) =>
  call(`PUT /v1/runs/${run}`, { ...more, body });
const requests = () => ports.bus.log.filter((event) => isEvent(Requested, event));

describe("a run that is asked for", () => {
  test("is announced in the name of who called, and says what to watch", async () => {
    const parameters = { since: "2026-01-01" };
    expect(await ask({ pipeline: "flights", parameters })).toEqual({
      status: 200,
      body: {
        run: { ...runAt("Requested", { runId: run }), planned: null },
        generation: 0,
        resumed: false,
        source: "flights",
        lookups: ["airports"],
      },
    });
    const [request, ...others] = requests();
    expect(others).toEqual([]);
    expect(request?.data).toEqual({
      trigger: { kind: "hand", by: CALLER, origin: null },
      definition: { module: null, digest: expect.stringMatching(/^sha256:/) },
      parameters,
    });
    expect(ports.bus.messages.map(({ subscription }) => subscription)).toEqual(["plan"]);
  });

  test("twice is one run, however the body came", async () => {
    await ask();
    expect(await ask({ pipeline: "flights" }, { base64: true })).toMatchObject({
      status: 200,
      body: { resumed: true },
    });
    expect(requests()).toHaveLength(1);
  });

  test("under an id that is another pipeline's is refused", async () => {
    await ports.lineage.advanceRun(runAt("Planned", { runId: run, pipeline: "movies" }));
    expect(await ask()).toMatchObject({ status: 409, body: { error: { code: "run.exists" } } });
    expect(requests()).toEqual([]);
  });

  test("under an id of another time is refused: runs are in the order of their ids", async () => {
    for (const minutes of [-16, 16]) {
      run = newRunId(NOW + minutes * 60_000);
      expect(await ask()).toMatchObject({ status: 400, body: { error: { code: "run.id-time" } } });
    }
    run = newRunId(NOW - 14 * 60_000);
    expect(await ask()).toMatchObject({ status: 200 });
  });

  test.each([
    [{ pipeline: "movies" }, 404, "pipeline.missing"],
    [{ pipeline: "looked" }, 400, "pipeline.no-load"],
    [{}, 400, "api.input"],
    [{ pipeline: "flights", parameters: { n: 7 } }, 400, "api.input"],
    [{ pipeline: "flights", by: "somebody else" }, 400, "api.input"],
  ])("as %j is refused", async (body, status, code) => {
    expect(await ask(body)).toMatchObject({ status, body: { error: { code } } });
    expect(requests()).toEqual([]);
  });
});

describe("a retry", () => {
  const retry = () => call(`POST /v1/runs/${run}/retry`);

  /** The run settled against itself: one of its units failed. */
  async function failTheRun(): Promise<void> {
    await ask();
    const slot = { unit: RUN_UNIT, stage: "settle", generation: 0 } as const;
    await ports.lineage.putHop(testEvent({ runId: run, type: "Completed", slot, data: {} }));
    await ports.lineage.advanceRun(runAt("Completed", { runId: run, outcome: "failed" }));
  }

  test("is asked for one generation on, in the name of who called", async () => {
    await failTheRun();
    expect(await retry()).toMatchObject({
      status: 200,
      body: { run: { runId: run }, generation: 1, resumed: false, source: "flights" },
    });
    expect(requests().at(-1)).toMatchObject({
      metadata: { slot: { generation: 1 } },
      data: { trigger: { kind: "retry", by: CALLER, origin: run } },
    });
  });

  test("that goes already is gone on with, not asked for again", async () => {
    await failTheRun();
    await ports.lineage.advanceRun(runAt("Planned", { runId: run, generation: 1 }));
    const before = requests().length;
    expect(await retry()).toMatchObject({ status: 200, body: { generation: 1, resumed: true } });
    expect(requests()).toHaveLength(before);
  });

  test("of a run that did not fail is refused, and of none", async () => {
    expect(await retry()).toMatchObject({ status: 404, body: { error: { code: "run.missing" } } });
    await ask();
    expect(await retry()).toMatchObject({ status: 409, body: { error: { code: "run.not-failed" } } });
  });
});
