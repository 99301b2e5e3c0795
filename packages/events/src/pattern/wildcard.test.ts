import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accepts, refusalOf } from "./testing.ts";
import { matchesWildcard, parseWildcard } from "./wildcard.ts";

describe("wildcard", () => {
  test.each([
    ["*", "anything", true],
    ["*", "", true],
    ["*", 5, false],
    ["", "", true],
    ["", "x", false],
    ["abc", "abc", true],
    ["abc", "abcd", false],
    ["a*", "a", true],
    ["*a", "ba", true],
    ["*a", "ab", false],
    ["*a*", "xax", true],
    ["a*b", "ab", true],
    ["a*b", "axxb", true],
    ["a*b", "axxbx", false],
    ["ab*ba", "aba", false],
    ["ab*ba", "abba", true],
    ["a*b*c", "abbc", true],
    ["a*bc*c", "abc", false],
    ["a*bc*c", "abcc", true],
    ["*aab*", "aaab", true],
    ["*.txt*.txt", "a.txt", false],
    ["/Users/*/dir/dir/doc.txt", "/Users/me/dir/dir/dir/doc.txt", true],
    ["/Users/*/doc.txt", "/Users/me/notmydoc.txt", false],
    ["*\n*", "a\nb", true],
    ["*", "a\nb", true],
    ["a.c", "abc", false],
    ["🚀*", "🚀 up", true],
    ["A*", "ab", false],
  ])("%j of %j: %s", (wildcard, value, expected) => expect(accepts([{ wildcard }], value)).toBe(expected));

  describe("a backslash takes a star or a backslash as it is", () => {
    test.each([
      ["a\\*b", "a*b", true],
      ["a\\*b", "axb", false],
      ["a\\\\b", "a\\b", true],
      ["\\*", "*", true],
      ["\\**", "*abc", true],
      ["*\\**", "ab*cd", true],
      ["\\\\*", "\\abc", true],
    ])("%j of %j: %s", (wildcard, value, expected) => expect(accepts([{ wildcard }], value)).toBe(expected));
  });

  test("refuses two stars in a row and shows it with one", () => {
    expect(refusalOf({ wildcard: "a**b" }).message).toBe(
      "the event pattern is not valid at field: `wildcard` takes no two stars in a row, " +
        'got "a**b"; write {"wildcard":"a*b"}',
    );
  });

  test.each([["a\\b"], ["a\\"], ["\\a*"]])("refuses the backslash in %j", (wildcard) => {
    const { reason, next } = refusalOf({ wildcard });
    expect(reason).toContain("a backslash in `wildcard` stands before a star or a backslash only");
    expect(next).toBe(`double it: ${JSON.stringify({ wildcard: wildcard.replace("\\", "\\\\") })}`);
  });

  test("refuses what is no text", () => {
    expect(refusalOf({ wildcard: 123 }).reason).toBe("`wildcard` needs a text, got 123");
    expect(refusalOf({ wildcard: ["a*", "b*"] }).next).toBe('write {"wildcard":"a*"}, {"wildcard":"b*"}');
  });

  test("takes time in proportion to the text", () => {
    const parts = parseWildcard("*a*a*a*a*a*a*a*a*b", "");
    const started = performance.now();
    expect(matchesWildcard(parts, "a".repeat(1_000_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("matches what the regular expression of the same meaning matches", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 3 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), text, (parts, value) => {
        const same = new RegExp(`^${parts.map((each) => each.replaceAll(".", "\\.")).join(".*")}$`);
        expect(matchesWildcard(parts, value)).toBe(same.test(value));
      }),
    );
  });

  test("any text matches itself, escaped", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "*", "\\", "é") }), (text) => {
        const wildcard = text.replace(/[*\\]/g, "\\$&");
        expect(parseWildcard(wildcard, "")).toEqual([text]);
        expect(accepts([{ wildcard }], text)).toBe(true);
      }),
    );
  });
});
