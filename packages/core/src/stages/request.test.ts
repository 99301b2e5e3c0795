import { Requested } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { Transient } from "../errors.ts";
import { intColumn, rowsSource, testPlan } from "../testing/plans.ts";
import { requestRun } from "./request.ts";
import { faulty } from "./testing/faulty.ts";
import { House } from "./testing/house.ts";

const plan = testPlan(rowsSource([intColumn("n")], [[{ n: 1 }]]));
const asked = (house: House) => ({
  runId: house.runId,
  pipeline: "test",
  module: "/home/me/orders.ts",
  digest: "sha256:abc",
  trigger: { kind: "schedule", by: "every night", origin: null } as const,
  parameters: { day: "2026-11-24" },
});

describe("requestRun", () => {
  it("stores the request, then the run, and then publishes: who finds the event finds the run", async () => {
    const house = new House(plan);
    await requestRun(house.ports, asked(house));
    expect(house.calls).toEqual([
      "lineage.putHop Requested run",
      "lineage.getHop",
      "lineage.advanceRun Requested",
      "bus.publish Requested run",
    ]);
  });

  it("says what is to run, why, and with which parameters", async () => {
    const house = new House(plan);
    await requestRun(house.ports, asked(house));
    const { data, metadata } = Requested.parse(await house.runHop("request"));
    expect(data).toEqual({
      trigger: { kind: "schedule", by: "every night", origin: null },
      definition: { module: "/home/me/orders.ts", digest: "sha256:abc" },
      parameters: { day: "2026-11-24" },
    });
    expect(metadata).toMatchObject({ correlationId: house.runId, causationId: null, tenant: "default" });
    expect(await house.getRun()).toMatchObject({ status: "Requested", outcome: null, planned: null });
  });

  it("of the same run id is the same run: the first request stands", async () => {
    const house = new House(plan);
    await requestRun(house.ports, asked(house));
    const first = await house.runHop("request");
    await requestRun(house.ports, { ...asked(house), digest: "sha256:other" });
    expect(await house.runHop("request")).toEqual(first);
    expect(house.bus.log).toEqual([first]);
  });

  it("goes on where it stopped half way", async () => {
    const house = new House(plan);
    const out = () => Promise.reject(new Transient("bus.unavailable", "out"));
    const bus = faulty(house.ports.bus, "publish", out, 1);
    const ports = { ...house.ports, bus };
    await expect(requestRun(ports, asked(house))).rejects.toThrow("out");
    await requestRun(ports, asked(house));
    await house.drain();
    expect(await house.getRun()).toMatchObject({ outcome: "completed" });
  });

  it("after the run is over moves nothing back", async () => {
    const house = new House(plan);
    await requestRun(house.ports, asked(house));
    await house.drain();
    await requestRun(house.ports, asked(house));
    await house.drain();
    expect(await house.getRun()).toMatchObject({ status: "Completed", generation: 0 });
    expect(house.table()).toEqual([1]);
  });
});
