import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { copyPath, originOf } from "./copy-path.ts";

describe("the path of a copy", () => {
  test("says what it is a copy of", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 900 }), (key) => {
        const uri = `s3://bucket/${key}`;
        expect(originOf(copyPath("/tmp/work", uri))).toBe(uri);
      }),
    );
  });

  test("stays in its folder, in names that a file system takes, without what the engine would take for a pattern", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 300 }), (key) => {
        const path = copyPath("/tmp/work", `s3://bucket/../${key}`);
        expect(path).toMatch(/^\/tmp\/work\/copy-of\/s3%3A[^*?[\]'{}]*$/);
        expect(Math.max(...path.split("/").map((name) => name.length))).toBeLessThanOrEqual(255);
        expect(path.split("/")).not.toContain("..");
      }),
    );
  });

  test("that ends as its object does ends so too", () => {
    expect(copyPath("/w", "s3://b/a 1.csv.gz")).toBe(join("/w", "copy-of", "s3%3A%2F%2Fb%2Fa%201.csv.gz"));
  });
});

test.each(["data/flights.csv", "/copy-of", "/home/copy-of/100%.csv"])("%s is no copy", (path) => {
  expect(originOf(path)).toBe(path);
});
