import fc from "fast-check";
import { expect, test } from "vitest";
import { inBatches } from "./batches.ts";

test("each gets its own, in as few loads as there may be", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string(), { maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      async (keys, size) => {
        const loads: number[] = [];
        const load = inBatches(size, async (some) => {
          loads.push(some.length);
          return some.map((key) => `value of ${key}`);
        });
        expect(await Promise.all(keys.map(load))).toEqual(keys.map((key) => `value of ${key}`));
        expect(loads).toHaveLength(Math.ceil(keys.length / size));
        expect(Math.max(0, ...loads)).toBeLessThanOrEqual(size);
      },
    ),
  );
});

test("what is asked for later is loaded later", async () => {
  let loads = 0;
  const load = inBatches(10, async (some) => {
    loads += 1;
    return some;
  });
  expect(await load("a")).toBe("a");
  expect(await load("b")).toBe("b");
  expect(loads).toBe(2);
});

test("a load that fails fails for those it was for, and for no others", async () => {
  const load = inBatches(2, async (some) => {
    if (some.includes("bad")) throw new Error("no");
    return some;
  });
  const settled = await Promise.allSettled(["a", "bad", "c"].map(load));
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
});

test("an answer that lacks some is no answer", async () => {
  const load = inBatches(2, async () => ["only one"]);
  await expect(Promise.all(["a", "b"].map(load))).rejects.toThrow("2 were asked for, and 1 came");
});
