import { type RunEvent, slotId } from "@waybill/events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { completed, failed, sampleRun } from "../testing/sample-run.ts";
import { RunProgress } from "./progress.ts";

const SHAPE = { source: "flights", lookups: ["airports"] };

function progressOf(events: readonly RunEvent[]): RunProgress {
  const progress = new RunProgress(SHAPE);
  for (const event of events) progress.add(event);
  return progress;
}

const states = (progress: RunProgress) =>
  progress.stages.map(({ name, state, done, of }) => `${name} ${state} ${done}/${of ?? "-"}`);

test("a run begins with its plan", () => {
  expect(states(progressOf([]))).toEqual([
    "plan waiting 0/-",
    "extract waiting 0/0",
    "transform waiting 0/0",
    "validate waiting 0/0",
    "settle waiting 0/-",
    "load waiting 0/-",
  ]);
  expect(states(progressOf(sampleRun().slice(0, 1)))[0]).toBe("plan working 0/-");
});

test("a lookup is extracted, and goes no further", () => {
  const progress = progressOf(sampleRun().slice(0, 9));
  expect(states(progress)).toEqual([
    "plan done 1/-",
    "extract done 3/3",
    "transform working 1/2",
    "validate working 0/2",
    "settle waiting 0/-",
    "load waiting 0/-",
  ]);
  expect(progress.units.partitions).toHaveLength(2);
  expect(progress.units.lookups).toHaveLength(1);
});

test("the barrier works once every unit is checked, then the load", () => {
  expect(states(progressOf(sampleRun().slice(0, 12))).slice(4)).toEqual([
    "settle working 0/-",
    "load waiting 0/-",
  ]);
  expect(states(progressOf(sampleRun().slice(0, 13))).slice(4)).toEqual([
    "settle done 1/-",
    "load working 0/-",
  ]);
});

test("rows are counted as the books count them: lookups aside", () => {
  const progress = progressOf(sampleRun());
  const { rejected, quarantined, corrected } = progress;
  expect({ rejected, quarantined, corrected }).toEqual({
    rejected: 2,
    quarantined: 3,
    corrected: 0,
  });
  const [, extract, , validate, , load] = progress.stages;
  expect(extract).toMatchObject({ state: "done", rows: 105, ms: 1400 });
  expect(validate).toMatchObject({ rows: 95 });
  expect(load).toMatchObject({ state: "done", rows: 95, ms: 600 });
});

test("a unit that fails is seen, and what comes after it does not look done", () => {
  const plans = sampleRun().slice(0, 5);
  const event = failed("flights#0", plans[3] as RunEvent);
  const end = completed(event, { read: 40, rejected: 0, quarantined: 0, loaded: 0 }, { failed: true });
  expect(states(progressOf([...plans, event, end]))).toEqual([
    "plan done 1/-",
    "extract failed 1/3",
    "transform waiting 0/2",
    "validate waiting 0/2",
    "settle failed 1/-",
    "load waiting 0/-",
  ]);
});

test("a step over the whole run comes last, alone", () => {
  const plans = sampleRun().slice(0, 5);
  const step = structuredClone(plans[4] as RunEvent);
  const metadata = { ...step.metadata, id: "01JDSTEP1", slot: { ...step.metadata.slot, unit: "step1#0" } };
  const progress = progressOf([...plans, { ...step, metadata } as RunEvent]);
  expect(states(progress).slice(1, 4)).toEqual([
    "extract working 0/3",
    "transform waiting 0/3",
    "validate waiting 0/1",
  ]);
  expect(progress.units.partitions).toHaveLength(2);
});

/** The same event of a later try. */
function retried(event: RunEvent, generation: number): RunEvent {
  const slot = { ...event.metadata.slot, generation };
  const occurredAt = new Date(Date.parse(event.metadata.occurredAt) + generation * 3_600_000).toISOString();
  const metadata = { ...event.metadata, id: slotId(event.metadata.runId, slot), slot, occurredAt };
  return { ...event, metadata } as RunEvent;
}

/** The first partition fails at extract; an hour later it is retried alone. */
function retriedRun(): { readonly first: readonly RunEvent[]; readonly second: readonly RunEvent[] } {
  const events = sampleRun();
  const ofUnit = (unit: string) => events.filter(({ metadata }) => metadata.slot.unit === unit);
  const ofRun = ofUnit("run");
  const plan = ofUnit("flights#0")[0] as RunEvent;
  const failure = failed("flights#0", plan);
  const end = completed(failure, { read: 40, rejected: 0, quarantined: 0, loaded: 0 }, { failed: true });
  const first = [...ofRun.slice(0, 2), ...ofUnit("airports#0"), ...ofUnit("flights#1"), plan, failure, end];
  return { first, second: [...ofRun, ...ofUnit("flights#0")].map((event) => retried(event, 1)) };
}

test("a retry forgets what failed, keeps what is done, and counts its own time and rows", () => {
  const { first, second } = retriedRun();
  expect(states(progressOf(first))[1]).toBe("extract failed 3/3");
  expect(states(progressOf([...first, ...second.slice(0, 1)]))).toEqual([
    "plan working 0/-",
    "extract working 2/3",
    "transform working 1/2",
    "validate working 1/2",
    "settle waiting 0/-",
    "load waiting 0/-",
  ]);
  const done = progressOf([...first, ...second]);
  expect(states(done)).toEqual([
    "plan done 1/-",
    "extract done 3/3",
    "transform done 2/2",
    "validate done 2/2",
    "settle done 1/-",
    "load done 1/-",
  ]);
  expect(done.stages[1]).toMatchObject({ rows: 58, ms: 400 });
  expect({ rejected: done.rejected, quarantined: done.quarantined }).toEqual({ rejected: 2, quarantined: 3 });
  expect(done.startedAt).toBe((progressOf(first).startedAt ?? 0) + 3_600_000);
});

test("neither order nor repetition changes what is shown in the end", () => {
  const { first, second } = retriedRun();
  const events = fc.constantFrom(sampleRun(), [...first, ...second]);
  const shuffled = (all: readonly RunEvent[]) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }));
  fc.assert(
    fc.property(events.chain(shuffled), ([all, order]) => {
      const whole = progressOf(all);
      const progress = progressOf(order);
      expect(progress.stages).toEqual(whole.stages);
      expect(progress.quarantined).toBe(whole.quarantined);
    }),
    { numRuns: 50 },
  );
});
