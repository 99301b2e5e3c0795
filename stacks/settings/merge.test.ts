import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { merge } from "./merge.ts";

/** Trees of a few names, so that two of them often meet. */
const tree = fc.letrec<{ tree: Record<string, unknown>; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(fc.integer(), fc.string(), fc.array(fc.integer()), fc.constant(null)),
  tree: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.oneof({ maxDepth: 3 }, tie("leaf"), tie("tree"))),
})).tree;

describe("merge", () => {
  it("with nothing changes nothing", () => {
    fc.assert(
      fc.property(tree, (base) => {
        expect(merge(base, {})).toEqual(base);
      }),
    );
  });

  it("the same twice is as once", () => {
    fc.assert(
      fc.property(tree, tree, (base, over) => {
        const once = merge(base, over);
        expect(merge(once, over)).toEqual(once);
      }),
    );
  });

  it("goes by name and depth; lists are replaced", () => {
    expect(merge({ a: { b: 1, c: [1, 2] }, d: 1 }, { a: { c: [3] } })).toEqual({ a: { b: 1, c: [3] }, d: 1 });
  });

  it("leaves out what is undefined", () => {
    expect(merge({ a: 1 }, { a: undefined })).toEqual({ a: 1 });
  });
});
