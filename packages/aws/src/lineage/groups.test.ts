import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { inGroups } from "./groups.ts";

const numbers = Array.from({ length: 40 }, (_, i) => i);

test("gives the results in order, with 16 under way at most", async () => {
  let atWork = 0;
  let most = 0;
  const doubled = await inGroups(numbers, async (number) => {
    most = Math.max(most, ++atWork);
    await nextTurn();
    atWork--;
    return number * 2;
  });
  expect(doubled).toEqual(numbers.map((number) => number * 2));
  expect(most).toBe(16);
});

test("begins no further group once one has failed", async () => {
  const begun: number[] = [];
  const work = async (number: number) => {
    begun.push(number);
    if (number === 3) throw new Error("three");
  };
  await expect(inGroups(numbers, work)).rejects.toThrow("three");
  expect(begun).toEqual(numbers.slice(0, 16));
});

test("nothing to do is nothing", async () => {
  expect(await inGroups([], async () => 1)).toEqual([]);
});
