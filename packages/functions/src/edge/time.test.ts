import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { withinTime } from "./time.ts";

const left = (ms: number) => ({ getRemainingTimeInMillis: () => ms });
const outOfTime = { code: "delivery.timeout", class: "transient", message: "extract ran out of its time" };

describe("within an invocation's time", () => {
  test("what ends in time is told as it ends", async () => {
    expect(await withinTime("extract", left(60_000), async () => 7)).toBe(7);
    const failing = withinTime("extract", left(60_000), async () => {
      throw new Error("its own");
    });
    await expect(failing).rejects.toThrow("its own");
  });

  test("work is told to stop while there is time to do so", async () => {
    const stopped = withinTime("extract", left(8_050), async (signal) => {
      await sleep(10_000, undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
    });
    await expect(stopped).rejects.toMatchObject(outOfTime);
  });

  test("work that does not listen is left behind", async () => {
    const deaf = withinTime("extract", left(4_050), () => sleep(60_000, undefined, { ref: false }));
    await expect(deaf).rejects.toMatchObject(outOfTime);
  });
});
