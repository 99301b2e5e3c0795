import fc from "fast-check";
import { expect, test } from "vitest";
import { fitting, pageOf } from "./page.ts";

test("pages one after another are all items, once, in their order", () => {
  const items = fc
    .uniqueArray(fc.integer({ min: 0, max: 9999 }))
    .map((numbers) => numbers.map((number) => String(number).padStart(4, "0")).sort());
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 7 }), (all, limit) => {
      const seen: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = pageOf(all, { limit, cursor }, String);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(seen).toEqual(all);
    }),
  );
});

test("an answer holds so many bytes, and one item in any case", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 100 }), (items, bytes) => {
      const some = fitting(items, bytes);
      const size = (list: readonly string[]) =>
        list.reduce((sum, item) => sum + Buffer.byteLength(JSON.stringify(item)), 0);
      expect(some).toEqual(items.slice(0, some.length));
      if (items.length > 0) expect(some.length).toBeGreaterThan(0);
      if (some.length > 1) expect(size(some)).toBeLessThanOrEqual(bytes);
      if (some.length < items.length) expect(size(items.slice(0, some.length + 1))).toBeGreaterThan(bytes);
    }),
  );
});

test("large events are cut into pages that Lambda can answer with", () => {
  const events = Array.from({ length: 40 }, (_, i) => ({
    id: String(i).padStart(2, "0"),
    text: '"'.repeat(120_000),
  }));
  const { items, next } = pageOf(events, { limit: 1000 }, ({ id }) => id);
  expect(items.length).toBeGreaterThan(1);
  expect(JSON.stringify(JSON.stringify(items)).length).toBeLessThan(6_000_000);
  expect(next).toBe(items.at(-1)?.id);
});
