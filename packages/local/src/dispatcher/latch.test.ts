import { describe, expect, test } from "vitest";
import { ManualClock } from "../testing/manual-clock.ts";
import { Latch } from "./latch.ts";

function waiting(latch: Latch, ms: number) {
  const state = { over: false };
  void latch.wait(ms).then(() => {
    state.over = true;
  });
  return state;
}

describe("Latch", () => {
  test("waits until its time is over", async () => {
    const clock = new ManualClock();
    const wait = waiting(new Latch(clock), 100);
    await clock.advance(99);
    expect(wait.over).toBe(false);
    await clock.advance(1);
    expect(wait.over).toBe(true);
  });

  test("ends at once when it is woken", async () => {
    const clock = new ManualClock();
    const latch = new Latch(clock);
    const wait = waiting(latch, 100);
    latch.wake();
    await clock.advance(0);
    expect(wait.over).toBe(true);
  });

  test("a call that came before is not lost, and counts once", async () => {
    const clock = new ManualClock();
    const latch = new Latch(clock);
    latch.wake();
    latch.wake();
    const first = waiting(latch, 100);
    await clock.advance(0);
    expect(first.over).toBe(true);
    const second = waiting(latch, 100);
    await clock.advance(0);
    expect(second.over).toBe(false);
  });
});
