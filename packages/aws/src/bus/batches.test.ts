import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BATCH, batchesOf } from "./batches.ts";

const limits = fc.record({
  entries: fc.integer({ min: 1, max: 12 }),
  bytes: fc.integer({ min: 1, max: 100 }),
});
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
const itself = (size: number) => size;

describe("batchesOf", () => {
  test("loses nothing, keeps the order, and stays within the limits", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 120 })), limits, (sizes, { entries, bytes }) => {
        const batches = [...batchesOf(sizes, itself, { entries, bytes })];
        expect(batches.flat()).toEqual(sizes);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(entries);
          if (batch.length > 1) expect(sum(batch)).toBeLessThanOrEqual(bytes);
        }
      }),
    ));

  test("a batch ends only where the next item does not fit", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 120 })), limits, (sizes, { entries, bytes }) => {
        const batches = [...batchesOf(sizes, itself, { entries, bytes })];
        for (const [i, batch] of batches.slice(0, -1).entries()) {
          const next = batches[i + 1]?.[0] ?? 0;
          expect(batch.length === entries || sum(batch) + next > bytes).toBe(true);
        }
      }),
    ));

  test("ten at once, 256 KB at once", () => {
    expect([...batchesOf(Array(21).fill(1), itself)].map(({ length }) => length)).toEqual([10, 10, 1]);
    const half = BATCH.bytes / 2;
    expect([...batchesOf([half, half, 1], itself)]).toEqual([[half, half], [1]]);
  });
});
