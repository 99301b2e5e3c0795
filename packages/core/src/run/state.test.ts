import { Completed, type Envelope, Failed, isEvent, Planned } from "@waybill/events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Plan } from "../pipeline/plan.ts";
import type { Lineage, RunItem, UnitItem } from "../ports/lineage.ts";
import { memoryLineage } from "../testing/memory-lineage.ts";
import { intColumn, lookup, rowsSource, testPlan } from "../testing/plans.ts";
import { playedWorld } from "../testing/simulation/simulate.ts";
import { RUN, testEvent } from "../testing/test-event.ts";
import { evolve, foldRun, initialState, runItem, unitItem } from "./state.ts";

const source = rowsSource([intColumn("n")], [[]]);
const plan = testPlan(source, { lookups: [lookup("places", source)] });
const reason = { class: "permanent", code: "a.b", message: "", where: null, why: null, next: null } as const;
const failed = (slot: Partial<Envelope["metadata"]["slot"]>) =>
  Failed.parse(testEvent({ slot, data: { reason, attempts: 1 } }));

interface Played {
  readonly plan: Plan;
  readonly hops: readonly Envelope[];
  readonly run: RunItem | null;
  readonly units: readonly UnitItem[];
}

/** The hops of a run that went through a schedule of crashes and retries, and what the store made of them. */
async function played(seed: number): Promise<Played> {
  const { lineage, plan, runId } = await playedWorld({ seed });
  const hops = await lineage.hops(runId);
  return { plan, hops, run: await lineage.getRun(runId), units: await unitsOf(lineage, runId) };
}

async function unitsOf(lineage: Lineage, runId: string): Promise<UnitItem[]> {
  const all: UnitItem[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await lineage.units(runId, cursor);
    all.push(...page.items);
    if (page.next === null) return all;
    cursor = page.next;
  }
}

/** Any order of them, some of them twice. */
const deliveriesOf = (hops: readonly Envelope[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...hops], { minLength: hops.length }),
      fc.shuffledSubarray([...hops]),
      fc.nat(hops.length),
    )
    .map(([all, again, at]) => [...all.slice(0, at), ...again, ...all.slice(at)]);

const byUnit = (a: UnitItem, b: UnitItem) => (a.unit < b.unit ? -1 : 1);

describe("the fold of a run's hops", () => {
  const SEEDS = 40;
  const ORDERS = 5;

  it("equals what the store has, whatever the order, and whatever comes twice", async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { plan, hops, run, units } = await played(seed);
      fc.assert(
        fc.property(deliveriesOf(hops), (delivered) => {
          const state = foldRun(plan, delivered);
          expect(state.run).toEqual(run);
          expect([...state.units.values()].sort(byUnit)).toEqual(units);
        }),
        { numRuns: ORDERS },
      );
    }
  });

  it("equals what the same hops leave in an empty store, at every point on the way", async () => {
    const { plan, hops } = await played(6);
    await fc.assert(
      fc.asyncProperty(deliveriesOf(hops), async (delivered) => {
        const lineage = memoryLineage({ pageSize: 3 });
        let state = initialState;
        for (const hop of delivered) {
          state = evolve(plan, state, hop);
          await project(plan, lineage, hop);
          expect(await lineage.getRun(hop.metadata.runId)).toEqual(state.run);
        }
        const [first] = delivered;
        const units = await unitsOf(lineage, first?.metadata.runId ?? "");
        expect(units).toEqual([...state.units.values()].sort(byUnit));
      }),
      { numRuns: 20 },
    );
  });

  const project = async (plan: Plan, lineage: Lineage, hop: Envelope) => {
    if (isEvent(Planned, hop) && hop.data.scope === "run" && hop.metadata.slot.generation === 0)
      await lineage.setPlanned(hop.metadata.runId, hop.data.units);
    const item = hop.metadata.slot.unit === "run" ? null : unitItem(plan, hop);
    if (item) await lineage.advanceUnit(item);
    const run = hop.metadata.slot.unit === "run" ? runItem(hop) : null;
    if (run) await lineage.advanceRun(run);
  };

  it("of no hops is no run", () => {
    expect(foldRun(plan, [])).toEqual({ run: null, units: new Map() });
  });
});

describe("unitItem", () => {
  it("says whether the unit is open, for its role", () => {
    const at = (unit: string, stage: "extract" | "transform") => unitItem(plan, failed({ unit, stage }));
    expect(at("numbers#0", "extract")).toMatchObject({ status: "Failed", open: false, artifact: null });
    const planned = Planned.parse(
      testEvent({
        type: "Planned",
        slot: { unit: "places#0", stage: "plan", generation: 2 },
        data: { scope: "unit", plan: artifact, from: "extract", describe: "" },
      }),
    );
    expect(unitItem(plan, planned)).toMatchObject({
      ...{ runId: RUN, unit: "places#0", generation: 2, rank: 0, status: "Planned", open: true },
      ...{ hopId: planned.metadata.id, artifact: null },
    });
  });

  it("is moved by no act", () => {
    expect(
      unitItem(plan, testEvent({ type: "Redriven", slot: { unit: "numbers#0", stage: "act" } })),
    ).toBeNull();
  });
  const artifact = { uri: "memory:x", format: "json", rows: 0, bytes: 0, checksum: "sha256:0" };
});

describe("runItem", () => {
  const request = (generation: number) =>
    testEvent({ type: "Requested", slot: { unit: "run", stage: "request", generation } });

  it("is not moved by the request of a retry: its units are not open again yet", () => {
    expect(runItem(request(0))).toMatchObject({ status: "Requested", rank: -1 });
    expect(runItem(request(1))).toBeNull();
  });

  it("is moved by no act", () => {
    expect(runItem(testEvent({ type: "RolledBack", slot: { unit: "run", stage: "act" } }))).toBeNull();
  });

  it("is over once it has completed, either way", () => {
    const completed = (status: string) =>
      runItem(
        testEvent({ type: Completed.type, slot: { unit: "run", stage: "complete" }, data: { status } }),
      );
    expect(completed("completed")).toMatchObject({ outcome: "completed", status: "Completed" });
    expect(completed("failed")).toMatchObject({ outcome: "failed", status: "Completed" });
  });

  it("is not over where its plan or its load failed, and is where its end could not be told", () => {
    const at = (stage: "plan" | "load" | "complete") => runItem(failed({ unit: "run", stage }));
    expect(at("plan")).toMatchObject({ outcome: null, status: "Failed" });
    expect(at("load")).toMatchObject({ outcome: null, status: "Failed" });
    expect(at("complete")).toMatchObject({ outcome: "failed", status: "Completed" });
  });
});
