import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern, InvalidPattern, PatternSet } from "./index.ts";

describe("a set of patterns", () => {
  function orders(): PatternSet {
    const set = new PatternSet();
    set.put("all", { source: ["waybill"] });
    set.put("failed", { source: ["waybill"], detail: { state: ["failed"] } });
    set.put("other", { source: ["other"] });
    return set;
  }

  test("gives the names that match, in the order they were put", () => {
    expect(orders().match({ source: "waybill", detail: { state: "failed" } })).toEqual(["all", "failed"]);
    expect(orders().match({ source: "waybill" })).toEqual(["all"]);
    expect(orders().match({ source: "none" })).toEqual([]);
  });

  test("is empty at first", () => expect(new PatternSet().match({ source: "waybill" })).toEqual([]));

  test("matches no event that is no object", () => {
    const set = new PatternSet();
    set.put("absent", { a: [{ exists: false }] });
    expect(set.match({})).toEqual(["absent"]);
    for (const event of [null, "a", 1, [], undefined]) expect(set.match(event)).toEqual([]);
  });

  test("replaces the pattern of a name", () => {
    const set = orders();
    set.put("all", { source: ["other"] });
    expect(set.match({ source: "other" })).toEqual(["all", "other"]);
    expect(set.match({ source: "waybill" })).toEqual([]);
  });

  test("keeps the pattern of a name when its successor is refused", () => {
    const set = orders();
    expect(() => set.put("all", { source: "waybill" })).toThrow(InvalidPattern);
    expect(() => set.put("new", {})).toThrow(InvalidPattern);
    expect(set.match({ source: "waybill" })).toEqual(["all"]);
  });

  test("forgets a name", () => {
    const set = orders();
    set.delete("all");
    set.delete("never put");
    expect(set.match({ source: "waybill", detail: { state: "failed" } })).toEqual(["failed"]);
  });

  test("matches what each of its patterns matches alone", () => {
    const key = fc.constantFrom("a", "b");
    const value = fc.constantFrom<unknown>("x", "y", 1, null);
    const entry = fc.oneof(value, fc.constantFrom({ exists: true }, { exists: false }, { prefix: "x" }));
    const pattern = fc.dictionary(key, fc.array(entry, { minLength: 1, maxLength: 2 }), { minKeys: 1 });
    const event = fc.dictionary(key, fc.oneof(value, fc.array(value)));
    fc.assert(
      fc.property(fc.array(pattern), event, (patterns, happened) => {
        const set = new PatternSet();
        for (const [i, each] of patterns.entries()) set.put(`${i}`, each);
        const alone = [...patterns.entries()].filter(([, each]) => compilePattern(each).matches(happened));
        expect(set.match(happened)).toEqual(alone.map(([i]) => `${i}`));
      }),
    );
  });
});
