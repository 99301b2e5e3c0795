import type { Artifact, CheckCount } from "@waybill/events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { quote, quoteChecks, quoteMessage, reference } from "./quote.ts";

test("what is short stays as it is, what is long is cut and says how long it was", () => {
  expect(quote("short")).toBe("short");
  expect(quote("x".repeat(300))).toBe("x".repeat(300));
  expect(quote("x".repeat(3_000_000))).toBe(`${"x".repeat(300)}… (3000000 characters)`);
  expect(quoteMessage("x".repeat(2000))).toHaveLength(2000);
});

test("any text fits into an event, and no character is cut in two", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 50 }),
      fc.integer({ min: 0, max: 40 }),
      (text, most) => {
        const cut = quote(text, most);
        expect(cut.length).toBeLessThanOrEqual(most + 20 + String(text.length).length);
        expect(cut.isWellFormed()).toBe(true);
      },
    ),
  );
});

test("of checks only the example is quoted", () => {
  const check: CheckCount = {
    id: "text.oneOf",
    rule: "oneOf",
    column: "text",
    severity: "reject",
    failed: 2,
    corrected: 0,
    example: "long ".repeat(1000),
  };
  const [quoted, none] = quoteChecks([check, { ...check, example: null }]);
  expect(quoted).toEqual({ ...check, example: quote(check.example ?? "") });
  expect(none).toEqual({ ...check, example: null });
});

test("of very many checks those are named that found something", () => {
  const checks = Array.from({ length: 201 }, (_, i): CheckCount => {
    const found = { failed: i === 7 ? 1 : 0, corrected: i === 9 ? 1 : 0, example: null };
    return { id: `c${i}.notNull`, rule: "notNull", column: `c${i}`, severity: "reject", ...found };
  });
  expect(quoteChecks(checks).map(({ id }) => id)).toEqual(["c7.notNull", "c9.notNull"]);
  expect(quoteChecks(checks.slice(1))).toHaveLength(200);
});

test("a reference is an artifact without its columns", () => {
  const bare: Artifact = { uri: "local:a", format: "parquet", rows: 1, bytes: 2, checksum: "sha256:0" };
  const schema = [{ name: "id", type: "BIGINT", nullable: false }];
  expect(reference({ ...bare, schema })).toEqual(bare);
});
