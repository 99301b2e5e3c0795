import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUlid, newRunId, runTime } from "./ids.ts";
import { RUN_UNIT, Slot, STAGES, slotId } from "./slot.ts";
import { RUN_ID } from "./testing/sample.ts";

const anyRun = () => fc.integer({ min: 0, max: 2 ** 48 - 1 }).map(newRunId);
const anySlot = (): fc.Arbitrary<Slot> =>
  fc.record(
    {
      unit: fc.oneof(
        fc.constant(RUN_UNIT),
        fc.stringMatching(/^[a-z]{1,4}#\d{1,3}$/),
        fc.string({ minLength: 1 }),
      ),
      stage: fc.constantFrom(...STAGES),
      generation: fc.nat(1000),
    },
    { noNullPrototype: true },
  );

describe("slotId", () => {
  it("is the same, whoever computes it", () => {
    fc.assert(
      fc.property(anyRun(), anySlot(), (run, slot) => {
        const { unit, stage, generation } = slot;
        expect(slotId(run, slot)).toBe(slotId(run, { generation, stage, unit }));
      }),
    );
  });

  it("is a ULID beside the run's own: it has the run's time", () => {
    fc.assert(
      fc.property(anyRun(), anySlot(), (run, slot) => {
        const id = slotId(run, slot);
        expect(isUlid(id)).toBe(true);
        expect(id.slice(0, 10)).toBe(run.slice(0, 10));
        expect(runTime(id)).toBe(runTime(run));
      }),
    );
  });

  it("differs where any part of the slot differs", () => {
    fc.assert(
      fc.property(anyRun(), anySlot(), anySlot(), (run, one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(slotId(run, one)).not.toBe(slotId(run, other));
      }),
    );
  });

  it("differs between two runs of the same millisecond", () => {
    fc.assert(
      fc.property(anySlot(), (slot) => {
        expect(slotId(newRunId(1000), slot)).not.toBe(slotId(newRunId(1000), slot));
      }),
    );
  });

  it("has no two alike in a run of many partitions", () => {
    const ids = new Set<string>();
    for (let n = 0; n < 300; n++) {
      for (const stage of STAGES) ids.add(slotId(RUN_ID, { unit: `flights#${n}`, stage, generation: 0 }));
    }
    expect(ids.size).toBe(300 * STAGES.length);
  });

  it("does not take one unit and generation for another: a#1 in 1 is not a#11", () => {
    const at = (unit: string, generation: number) => slotId(RUN_ID, { unit, stage: "load", generation });
    expect(at("a#1", 1)).not.toBe(at("a#11", 0));
    expect(at("a#1", 11)).not.toBe(at("a#11", 1));
  });

  it("refuses a run id that is none", () => {
    expect(() => slotId("flights", { unit: "run", stage: "plan", generation: 0 })).toThrow(/ULID/);
  });
});

describe("Slot", () => {
  it.each([
    { unit: "", stage: "load", generation: 0 },
    { unit: "run", stage: "lunch", generation: 0 },
    { unit: "run", stage: "load", generation: -1 },
    { unit: "run", stage: "load", generation: 0.5 },
    { unit: "run", stage: "load", generation: 2 ** 31 },
  ])("refuses %j", (slot) => {
    expect(Slot.safeParse(slot).success).toBe(false);
  });

  it("names the stages in the order in which data meets them", () => {
    expect(STAGES).toEqual([
      ...["request", "plan", "extract", "transform", "validate"],
      ...["settle", "load", "complete", "act"],
    ]);
  });
});
