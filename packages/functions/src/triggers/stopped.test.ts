import type { Envelope } from "@waybill/events";
import { Loaded, Planned, RUN_UNIT, Validated } from "@waybill/events";
import { describe, expect, test } from "vitest";
import { diagnose, QUIET_MS, STOPPED_MS } from "./stopped.ts";

const START = Date.UTC(2026, 2, 1);
const hop = (type: string, at: number, unit: string = RUN_UNIT, generation = 0): Envelope =>
  ({
    metadata: {
      type,
      occurredAt: new Date(START + at).toISOString(),
      slot: { unit, stage: "x", generation },
    },
  }) as unknown as Envelope;

const planned = hop(Planned.type, 0);
const settled = hop(Validated.type, 1000);
const loaded = hop(Loaded.type, 2000);
const after = (ms: number, hops: readonly Envelope[], idle = true, generation = 0) =>
  diagnose(hops, generation, START + ms, idle).kind;

describe("an open run", () => {
  test("that spoke a moment ago is left alone", () => {
    expect(after(QUIET_MS - 1, [planned])).toBe("leave");
    expect(after(QUIET_MS + 999, [planned, settled])).toBe("leave");
  });

  test("that is quiet fails where no event is left anywhere, else waits", () => {
    expect(after(QUIET_MS, [planned], true)).toBe("fail");
    expect(after(QUIET_MS, [planned], false)).toBe("leave");
    expect(after(STOPPED_MS, [planned], false)).toBe("fail");
  });

  test("whose load is under way is asked after", () => {
    expect(after(QUIET_MS + 1000, [planned, settled])).toBe("ask");
    expect(diagnose([planned, settled], 0, START + QUIET_MS + 1000, false)).toMatchObject({ settled });
    expect(after(STOPPED_MS + 1000, [planned, settled])).toBe("fail");
  });

  test("that is loaded and was not completed, fails over to the sweep", () => {
    expect(after(QUIET_MS + 2000, [planned, settled, loaded])).toBe("fail");
  });

  test("what was settled in an older generation, or for a unit, is not asked after", () => {
    const older = after(QUIET_MS + 1000, [planned, settled, hop(Planned.type, 500, RUN_UNIT, 1)], true, 1);
    expect(older).toBe("fail");
    expect(after(QUIET_MS + 1000, [planned, hop(Validated.type, 1000, "orders#0")])).toBe("fail");
  });
});
