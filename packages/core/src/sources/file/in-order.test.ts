import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { inOrder } from "./in-order.ts";

test("results come in the order of their items, whichever is done first", async () => {
  const slowerFirst = async (item: number) => setTimeout(10 - item, item * 2);
  expect(await inOrder([1, 2, 3, 4, 5], 2, slowerFirst)).toEqual([2, 4, 6, 8, 10]);
  expect(await inOrder([], 2, slowerFirst)).toEqual([]);
});

test("no more are worked on at once than it says", async () => {
  let [now, most] = [0, 0];
  await inOrder(Array.from({ length: 20 }), 4, async () => {
    most = Math.max(most, ++now);
    await setTimeout(1);
    now--;
  });
  expect(most).toBe(4);
});

test("the first one that fails is told of, and no later batch is begun", async () => {
  const begun: number[] = [];
  const failing = inOrder([1, 2, 3, 4], 3, async (item) => {
    begun.push(item);
    await setTimeout(item === 2 ? 5 : 0);
    if (item > 1) throw new Error(`item ${item}`);
  });
  await expect(failing).rejects.toThrow("item 2");
  expect(begun).toEqual([1, 2, 3]);
});

test("work that fails before it waits is no different", async () => {
  const failing = inOrder([1], 1, () => {
    throw new Error("at once");
  });
  await expect(failing).rejects.toThrow("at once");
});
