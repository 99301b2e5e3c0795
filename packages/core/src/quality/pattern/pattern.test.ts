import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { text } from "../../engine/sql.ts";
import { openScratch, type Scratch } from "../../engine/testing/scratch.ts";
import { refusal } from "../../pipeline/testing/refusal.ts";
import { patternRule } from "./pattern.ts";
import { translate } from "./translate.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

/** Which of the texts the engine finds the pattern in. */
async function engineMatches(pattern: string, texts: readonly string[]): Promise<unknown[]> {
  const found = texts.map((value) => `regexp_matches(${text(value)}, ${text(pattern)})`);
  const [row] = await scratch.connection.values(`SELECT ${found.join(", ")}`);
  return [...(row ?? [])];
}

const inJavaScript = (pattern: string, texts: readonly string[]) =>
  texts.map((text) => new RegExp(pattern, "u").test(text));

/** The same to the author's own expression, to the twin, and to the engine. */
async function expectSame(pattern: RegExp, texts: readonly string[]) {
  const rule = patternRule(pattern, "test");
  const wanted = texts.map((text) => new RegExp(pattern.source, pattern.flags.replace("g", "")).test(text));
  expect(inJavaScript(rule.pattern, texts)).toEqual(wanted);
  expect(await engineMatches(rule.pattern, texts)).toEqual(wanted);
}

const TEXTS = [
  "",
  "a",
  "A",
  "ab",
  "a b",
  "a\nb",
  "a\u2028b",
  "\u00a0",
  "\ufeff",
  "\t",
  "é",
  "É",
  "😀",
  "-",
  "]",
  "{",
  "}",
  "\\",
  "/",
  "0",
  "a.b",
  "\x0b",
  "\x08",
  "\x1f",
  "k",
  "\u212a",
];

describe("means the same in JavaScript and in the engine", () => {
  /** As sources, since a linter would tidy up what is tested here. */
  test.each([
    ["^[A-Z]{3}$", ""],
    ["a.b", ""],
    ["a.b", "s"],
    ["^.$", "u"],
    [String.raw`\s`, ""],
    [String.raw`^\S+$`, ""],
    [String.raw`[\s-]`, ""],
    [String.raw`[^\S]`, ""],
    [String.raw`^[^\n]*$`, ""],
    ["[^]", ""],
    ["é", "i"],
    ["k", "iu"],
    [String.raw`\x41|\u0061|\cI|\0|\v|\t`, ""],
    [String.raw`\u{1F600}`, "u"],
    [String.raw`\ud83d\ude00`, ""],
    [String.raw`[\u{1F600}-\u{1F64F}]`, "u"],
    [String.raw`\p{Lu}`, "u"],
    [String.raw`\P{L}`, "u"],
    [String.raw`^[\p{L}\d]+$`, "u"],
    ["(?<first>a)(?:b|c)?", ""],
    [String.raw`\ba\b`, ""],
    [String.raw`\Bb`, ""],
    [String.raw`[\b]`, ""],
    [String.raw`[-a]|[a-]|[a\-z]`, ""],
    [String.raw`[\w-]`, ""],
    [String.raw`{|}|\]|]|\/`, ""],
    [String.raw`\.|\\|\-`, ""],
    ["a{1}|a{1,}|b{0,2}?$", ""],
    ["|x", ""],
    ["x|^$", "g"],
  ])("/%s/%s", async (source, flags) => {
    await expectSame(new RegExp(source, flags), TEXTS);
  });

  const atom = fc.constantFrom(
    "a",
    "b",
    ".",
    "\\s",
    "\\S",
    "\\d",
    "\\w",
    "[ab]",
    "[^a\\n]",
    "[\\s0-9]",
    "[^\\S]",
    "\\n",
    "é",
    "-",
    "\\.",
  );
  const piece = fc
    .tuple(atom, fc.constantFrom("", "*", "+", "?", "{2}", "{1,2}?"))
    .map((parts) => parts.join(""));
  const branch = fc.array(piece, { maxLength: 3 }).map((parts) => parts.join(""));
  const group = fc
    .tuple(branch, branch, fc.constantFrom("(", "(?:", "(?<n>"))
    .map(([a, b, open]) => `${open}${a}|${b})`);
  const source = fc
    .tuple(fc.constantFrom("", "^"), branch, fc.oneof(group, fc.constant("")), fc.constantFrom("", "$"))
    .map((parts) => parts.join(""));
  const flags = fc.constantFrom("", "i", "s", "u", "is");
  const short = fc.string({
    unit: fc.constantFrom("a", "b", "A", "é", " ", "\n", "\r", "\u2028", "\u00a0", "-", ".", "7"),
    maxLength: 5,
  });

  test("whatever is combined", async () => {
    await fc.assert(
      fc.asyncProperty(
        source,
        flags,
        fc.array(short, { minLength: 1, maxLength: 6 }),
        (pattern, flag, texts) => expectSame(new RegExp(pattern, flag), texts),
      ),
      { numRuns: 300 },
    );
  });
});

describe("goes by whole characters", () => {
  test("where JavaScript without the flag u goes by halves", async () => {
    const { pattern } = patternRule(/^.$/, "test");
    expect(inJavaScript(pattern, ["😀"])).toEqual([true]);
    expect(await engineMatches(pattern, ["😀"])).toEqual([true]);
  });
});

describe("refused, with what to write instead", () => {
  test.each([
    ["a(?=b)", "", /lookahead or lookbehind.*split it/],
    ["a(?!b)", "", /lookahead or lookbehind/],
    ["(?<=a)b", "", /lookahead or lookbehind/],
    ["(?<!a)b", "", /lookahead or lookbehind/],
    [String.raw`(a)\1`, "", /a backreference/],
    [String.raw`(?<x>a)\k<x>`, "", /a backreference/],
    ["(?i:a)", "", /flags inside.*at its end/],
    ["a", "m", /the flag m/],
    ["a", "y", /the flag y/],
    ["[a--b]", "v", /the flag v/],
    [String.raw`\p{Script=Greek}`, "u", /this property/],
    [String.raw`\p{L}`, "", /without the flag u.*add the flag u/],
    ["[]", "", /the empty class/],
    [String.raw`\ud83d`, "", /half a character/],
    [String.raw`\01`, "", /an octal escape/],
    [String.raw`\c`, "", /\\c without a letter/],
    ["a{1001}", "", /a repetition of 1001 times.*1000/],
    ["(?:a{40}){40}", "", /a repetition of 1600 times/],
  ])("/%s/%s", (source, flags, expected) => {
    expect(refusal(() => patternRule(new RegExp(source, flags), "pipeline x, .check()"))).toMatch(expected);
  });

  test("names the pattern and the place", () => {
    expect(refusal(() => patternRule(/a(?=b)/, "row.code"))).toMatch(
      /^check\.pattern: the engine cannot do a lookahead or lookbehind in \/a\(\?=b\)\/ \(row\.code\)/,
    );
  });
});

test("what the engine knows itself stays as it is written", () => {
  expect(translate(/^[A-Z]{2,3}\d+\.csv$/)).toBe("^[A-Z]{2,3}\\d+\\.csv$");
});
