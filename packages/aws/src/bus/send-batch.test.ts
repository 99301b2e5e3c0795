import type { Clock } from "@waybill/core";
import { describe, expect, test } from "vitest";
import { putRefusal } from "./refusal.ts";
import { PATIENCE, type Refused, sendBatch } from "./send-batch.ts";

/** Each call is answered by the next of the answers: the items that it does not take, and the code. */
function sending(...answers: readonly Readonly<Record<string, string>>[]) {
  const calls: (readonly string[])[] = [];
  const waits: number[] = [];
  const taken: string[] = [];
  const clock: Clock = { now: () => 0, sleep: async (ms) => void waits.push(ms) };
  const call = async (items: readonly string[]): Promise<Refused<string>[]> => {
    const answer = answers[Math.min(calls.push(items), answers.length) - 1] ?? {};
    return Object.entries(answer).map(([item, code]) => ({ item, refusal: putRefusal(code) }));
  };
  const means = {
    call,
    clock,
    patience: PATIENCE,
    onTaken: (items: readonly string[]) => void taken.push(...items),
  };
  return { calls, waits, taken, send: (...items: readonly string[]) => sendBatch(items, means) };
}

describe("sendBatch", () => {
  test("sends what failed alone again, until there is nothing left", async () => {
    const subject = sending({ b: "InternalFailure", c: "ThrottlingException" }, { c: "InternalFailure" }, {});
    await subject.send("a", "b", "c");
    expect(subject.calls).toEqual([["a", "b", "c"], ["b", "c"], ["c"]]);
    expect(subject.taken).toEqual(["a", "b", "c"]);
  });

  test("waits longer each time, and never longer than it says", async () => {
    const subject = sending({ a: "InternalFailure" });
    await expect(subject.send("a")).rejects.toMatchObject({ name: "InternalFailure" });
    expect(subject.calls).toHaveLength(5);
    expect(subject.waits).toHaveLength(4);
    for (const [i, wait] of subject.waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(100 * 2 ** i);
    }
    expect(subject.taken).toEqual([]);
  });

  test("what is final ends it at once, whatever else may pass", async () => {
    const subject = sending({ a: "InternalFailure", b: "MalformedDetail" });
    await expect(subject.send("a", "b", "c")).rejects.toMatchObject({ name: "MalformedDetail" });
    expect(subject.calls).toHaveLength(1);
    expect(subject.taken).toEqual(["c"]);
  });
});
