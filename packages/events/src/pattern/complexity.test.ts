import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complexity } from "./complexity.ts";
import { compilePattern } from "./index.ts";
import { compileMatcher } from "./operators.ts";
import { refusal } from "./testing.ts";

const all = (...wildcards: string[]) => wildcards.map((wildcard) => ({ wildcard }));
const of = (...entries: unknown[]) =>
  complexity(
    entries.map((entry) => compileMatcher(entry, "")),
    1000,
  );

// The numbers are those of event-ruler 2.1.0, AWS's own rule engine.
describe("the complexity of wildcards", () => {
  test.each([
    [2, ["*"]],
    [2, ["a*"]],
    [2, ["*a"]],
    [3, ["*a*"]],
    [3, ["a*b*c"]],
    [4, ["*/bin/*.jar"]],
    [3, ["arn:aws:events:us-east-1:*:event-bus/*"]],
    [7, ["a*b*c*d*e*f*g"]],
    [7, ["*aaaaa*"]],
    [7, ["/Users/*/dir/dir/dir/dir/dir/doc.txt"]],
    [8, ["arn:*:lambda:*:*:function:*"]],
    [9, ["arn:*:*:*:*:*"]],
    [9, ["*a*b*c*d*e*f*g*"]],
    [11, ["*aaaaaaaaaa"]],
    [11, ["*:*:*:*:*:event-bus/*"]],
    [3, ["a*", "b*", "c*"]],
    [9, ["*a*", "*b*", "*c*"]],
    [10, ["*a", "*b", "*c", "*d", "*e"]],
    [9, ["*:stack/Shared/*", "*:stack/Eval/*", "*:stack/Web/*"]],
    [12, ["*:stack/Shared/*", "*:stack/Eval/*", "*:stack/Web/*", "*:stack/Monitor/*"]],
  ])("is %d for %j", (expected, wildcards) => expect(of(...all(...wildcards))).toBe(expected));

  test("counts what the wildcards of one anything-but share once", () => {
    expect(of({ "anything-but": { wildcard: ["*a*", "*b*", "*c*"] } })).toBe(5);
  });

  test("is zero without a wildcard", () => {
    expect(of("a", { prefix: "a" }, { exists: true })).toBe(0);
  });

  test("stops counting where it is enough", () => {
    const matchers = all("*a*", "*b*", "*c*", "*d*", "*e*").map((entry) => compileMatcher(entry, ""));
    expect(complexity(matchers, 10)).toBe(11);
  });

  test("never falls when a wildcard is added", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), minLength: 1, maxLength: 8 });
    const wildcard = text.map((each) => each.replace(/\*+/g, "*"));
    fc.assert(
      fc.property(fc.array(wildcard, { maxLength: 4 }), wildcard, (wildcards, more) => {
        expect(of(...all(...wildcards, more))).toBeGreaterThanOrEqual(of(...all(...wildcards)));
      }),
    );
  });
});

describe("a pattern", () => {
  test("is refused above 10", () => {
    const { path, reason, next } = refusal({ detail: { arn: all("*:*:*:*:*:event-bus/*") } });
    expect(path).toBe("detail.arn");
    expect(reason).toBe("the wildcards of this field are too complex together");
    expect(next).toContain("use fewer stars");
    expect(compilePattern({ arn: all("*a", "*b", "*c", "*d", "*e") }).matches({ arn: "e" })).toBe(true);
  });

  test("may have as many in each field", () => {
    const list = all("*a*", "*b*", "*c*");
    expect(compilePattern({ x: list, y: list, z: list }).matches({ x: "a", y: "b", z: "c" })).toBe(true);
  });

  test("may have the same ones in each branch of $or", () => {
    const list = all("*a*", "*b*", "*c*");
    expect(compilePattern({ x: list, $or: [{ y: [1] }, { z: [1] }] }).matches({ x: "a", z: 1 })).toBe(true);
  });

  test("may repeat a wildcard", () => {
    const entry = { wildcard: "*a*" };
    expect(compilePattern({ x: [entry, entry, entry, entry] }).matches({ x: "a" })).toBe(true);
    const branches = [{ x: [entry] }, { x: [entry, "b"] }, { x: [entry, "c"] }, { x: [entry, "d"] }];
    expect(compilePattern({ $or: branches }).matches({ x: "d" })).toBe(true);
  });

  test("has those of branches together where the fields before are the same", () => {
    const one = all("*a*", "*b*", "*c*");
    const other = all("*d*", "*e*", "*f*");
    expect(refusal({ $or: [{ x: one }, { x: other }] }).path).toBe("x");
    expect(refusal({ a: [1], $or: [{ x: one }, { x: other }] }).path).toBe("x");
    const apart = {
      $or: [
        { a: [1], x: one },
        { a: [2], x: other },
      ],
    };
    expect(compilePattern(apart).matches({ a: 2, x: "d" })).toBe(true);
  });
});
