import fc from "fast-check";
import { decodeTime } from "ulid";
import { describe, expect, it } from "vitest";
import { deterministicUlid, isUlid, newRunId, runIdFor, runTime } from "./ids.ts";

const LAST_MS = 2 ** 48 - 1;
const time = () => fc.integer({ min: 0, max: LAST_MS });
const key = () => fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 4 });

describe("deterministicUlid", () => {
  it("is this one, on every machine, for ever", () => {
    expect(deterministicUlid(1_772_366_400_000, "flights", 0)).toBe("01KJMMA2G0FCFRBBP2HPPQPCY2");
    expect(deterministicUlid(0)).toBe(`0000000000${deterministicUlid(LAST_MS).slice(10)}`);
  });

  it("is a ULID with the time in it, the same for the same time and key", () => {
    fc.assert(
      fc.property(time(), key(), (ms, words) => {
        const id = deterministicUlid(ms, ...words);
        expect(isUlid(id)).toBe(true);
        expect(decodeTime(id)).toBe(ms);
        expect(deterministicUlid(ms, ...words)).toBe(id);
      }),
    );
  });

  it("differs for different keys", () => {
    fc.assert(
      fc.property(time(), key(), key(), (ms, a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(deterministicUlid(ms, ...a)).not.toBe(deterministicUlid(ms, ...b));
      }),
    );
  });

  it.each([
    [["a", "b"], ["ab"]],
    [
      ["a", 1],
      ["a", "1"],
    ],
    [["a", ""], ["a"]],
    [['a","b'], ["a", "b"]],
  ])("keeps the parts of a key apart: %j is not %j", (a, b) => {
    expect(deterministicUlid(0, ...a)).not.toBe(deterministicUlid(0, ...b));
  });

  it("sorts by time first", () => {
    fc.assert(
      fc.property(time(), time(), key(), key(), (early, late, a, b) => {
        fc.pre(early < late);
        expect(deterministicUlid(early, ...a) < deterministicUlid(late, ...b)).toBe(true);
      }),
    );
  });

  it("uses every one of its 80 bits", () => {
    const ids = Array.from({ length: 500 }, (_, n) => deterministicUlid(0, n).slice(10));
    for (let place = 0; place < 16; place++) {
      expect(new Set(ids.map((id) => id[place])).size).toBe(32);
    }
  });

  it.each([-1, 1.5, Number.NaN, LAST_MS + 1, Number.POSITIVE_INFINITY])("refuses the time %d", (ms) => {
    expect(() => deterministicUlid(ms, "x")).toThrow(/time/i);
  });
});

describe("run ids", () => {
  it("are new each time where a person asks, and carry the time", () => {
    const ids = new Set(Array.from({ length: 100 }, () => newRunId(1_772_366_400_000)));
    expect(ids.size).toBe(100);
    for (const id of ids) {
      expect(isUlid(id)).toBe(true);
      expect(runTime(id)).toBe(1_772_366_400_000);
    }
  });

  it("are the same for the same trigger", () => {
    const at = Date.UTC(2026, 2, 1, 6);
    expect(runIdFor(at, "flights", "2026-03-01T06:00Z")).toBe(runIdFor(at, "flights", "2026-03-01T06:00Z"));
    expect(runIdFor(at, "flights", "a")).not.toBe(runIdFor(at, "stocks", "a"));
    expect(runTime(runIdFor(at, "flights"))).toBe(at);
  });
});

describe("isUlid", () => {
  it.each([
    ["", false],
    ["01KJMRRFR01KPF8H29MGA9VR2M", true],
    ["01kjmrrfr01kpf8h29mga9vr2m", false],
    ["81KJMRRFR01KPF8H29MGA9VR2M", false],
    ["01KJMRRFR01KPF8H29MGA9VR2", false],
    ["01KJMRRFR01KPF8H29MGA9VR2MM", false],
    ["01KJMRRFR01KPF8H29MGA9VRIL", false],
    ["01KJMRRFR01KPF8H29MGA9VR2M\n", false],
  ])("%j: %s", (text, expected) => {
    expect(isUlid(text)).toBe(expected);
  });
});
