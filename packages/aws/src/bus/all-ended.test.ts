import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { allEnded } from "./all-ended.ts";

test("what all came to, in order", async () => {
  expect(await allEnded([sleep(5, "slow"), Promise.resolve("fast")])).toEqual(["slow", "fast"]);
});

test("it rejects when the last one has ended, with the first error in the list", async () => {
  let ended = false;
  const slow = sleep(20).then(() => {
    ended = true;
  });
  await expect(allEnded([slow, Promise.reject(new Error("no"))])).rejects.toThrow("no");
  expect(ended).toBe(true);
});
