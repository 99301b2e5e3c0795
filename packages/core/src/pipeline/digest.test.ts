import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { canonical, planDigest } from "./digest.ts";
import { pipeline } from "./pipeline.ts";
import { airports, flights } from "./testing/flights.ts";
import { sourceOf } from "./testing/source.ts";

const bare = pipeline("flights", flights);

describe("the digest of a plan", () => {
  test("is the same for the same plan", () => {
    const define = () =>
      pipeline("flights", flights)
        .rows({ reads: ["id"], adds: { half: z.number() } }, ({ id }) => ({ half: id / 2 }))
        .check(({ id, half }) => [id.between(0, 2 ** 53), half.atLeast(0)]);
    expect(planDigest(define().plan)).toBe(planDigest(define().plan));
    expect(planDigest(bare.plan)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  const big = pipeline("flights", sourceOf("d", z.object({ id: z.int64() })));
  test.each([
    ["name", pipeline("other", flights), bare],
    ["source", pipeline("flights", airports), bare],
    ["rule", bare.check(({ id }) => [id.atLeast(1)]), bare.check(({ id }) => [id.atLeast(2)])],
    [
      "bigint",
      big.check(({ id }) => [id.atLeast(2n ** 53n)]),
      big.check(({ id }) => [id.atLeast(2n ** 53n + 1n)]),
    ],
    ["limit", bare.tolerate({ rejected: 1 }), bare.tolerate({ rejected: 2 })],
    ["table", bare.load({ table: "a", mode: "append" }), bare.load({ table: "b", mode: "append" })],
    [
      "function",
      bare.rows({ reads: ["id"], adds: { n: z.number() } }, ({ id }) => ({ n: id + 1 })),
      bare.rows({ reads: ["id"], adds: { n: z.number() } }, ({ id }) => ({ n: id + 2 })),
    ],
  ])("differs by %s", (_, one, other) => {
    expect(planDigest(one.plan)).not.toBe(planDigest(other.plan));
  });

  test("differs by what a source is made of, and not by how it reads", () => {
    const withQuote = (quote: string) => pipeline("flights", { ...flights, definition: { quote } });
    expect(planDigest(withQuote("'").plan)).not.toBe(planDigest(withQuote('"').plan));
    const otherCode = { ...flights, read: () => ({ kind: "rows", rows: () => [{}] }) as const };
    expect(planDigest(pipeline("flights", otherCode).plan)).toBe(planDigest(bare.plan));
  });
});

describe("the canonical text", () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.bigInt());

  test("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), leaf), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonical(reversed)).toBe(canonical(object));
      }),
    );
  });

  test("differs for different values", () => {
    const values = [
      1,
      1n,
      "1",
      true,
      null,
      [],
      {},
      [1],
      { a: 1 },
      { a: 1n },
      -0,
      0,
      Number.NaN,
      "NaN",
      [[1], 2],
      [1, [2]],
    ];
    const more = [
      new Date(0),
      new Date(1),
      /a/,
      /a/i,
      new Uint8Array([1]),
      new Uint8Array([2]),
      () => 1,
      () => 2,
    ];
    const texts = [...values, ...more].map(canonical);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("takes a property without a value for none", () => {
    expect(canonical({ a: undefined, b: 1 })).toBe(canonical({ b: 1 }));
  });
});
