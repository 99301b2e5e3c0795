import { describe, expect, test } from "vitest";
import { accepts, refusalOf } from "./testing.ts";

describe("prefix", () => {
  test.each([
    ["2022-07", "2022-07-13T13:48:01Z", true],
    ["2022-08", "2022-07-13T13:48:01Z", false],
    ["ab", "AB", false],
    ["", "anything", true],
    ["", "", true],
    ["", 5, false],
    ["", null, false],
    ["1", 12, false],
    ["t", true, false],
    ["*", "a", false],
    [".", "a", false],
  ])("%j of %j: %s", (prefix, value, expected) => expect(accepts([{ prefix }], value)).toBe(expected));

  test.each([
    ["EventB", "EVENTBridge", true],
    ["EventB", "event", false],
    ["", "x", true],
    ["(", "(a", true],
    ["ß", "SSx", true],
    ["ß", "ssx", false],
  ])("ignoring case, %j of %j: %s", (text, value, expected) => {
    expect(accepts([{ prefix: { "equals-ignore-case": text } }], value)).toBe(expected);
  });

  test("needs a text", () => {
    expect(refusalOf({ prefix: 123 }).message).toBe(
      'the event pattern is not valid at field: `prefix` needs a text, got 123; write e.g. {"prefix": "abc"}',
    );
  });

  test("says how to write a list of prefixes", () => {
    expect(refusalOf({ prefix: ["a", "b"] }).next).toBe('write {"prefix":"a"}, {"prefix":"b"}');
  });

  test.each([
    [{ prefix: { suffix: "a" } }],
    [{ prefix: { "equals-ignore-case": 1 } }],
    [{ prefix: { "equals-ignore-case": ["a"] } }],
    [{ prefix: { "equals-ignore-case": "a", prefix: "a" } }],
    [{ prefix: {} }],
    [{ prefix: null }],
    [{ prefix: [] }],
  ])("refuses %j", (entry) => expect(refusalOf(entry).path).toBe("field"));
});

describe("suffix", () => {
  test.each([
    [".png", "image.png", true],
    [".png", "image.PNG", false],
    [".png", "image.png.bak", false],
    ["", "anything", true],
    ["", 5, false],
    ["5", 15, false],
  ])("%j of %j: %s", (suffix, value, expected) => expect(accepts([{ suffix }], value)).toBe(expected));

  test.each([
    [".png", "image.PnG", true],
    [".png", "imagexpng", false],
    ["", "x", true],
    ["ß", "xSS", true],
  ])("ignoring case, %j of %j: %s", (text, value, expected) => {
    expect(accepts([{ suffix: { "equals-ignore-case": text } }], value)).toBe(expected);
  });

  test.each([
    [{ suffix: 123 }, "`suffix` needs a text, got 123"],
    [{ suffix: [".png"] }, '`suffix` needs a text, got [".png"]'],
    [{ suffix: { wildcard: "*" } }, "`suffix` needs a text, or `equals-ignore-case` and a text"],
  ])("refuses %j", (entry, reason) => expect(refusalOf(entry).reason).toContain(reason));
});

describe("equals-ignore-case", () => {
  test.each([
    ["EC2 Instance", "ec2 instance", true],
    ["EC2 Instance", "ec2 instances", false],
    ["", "", true],
    ["", "x", false],
    ["ÄÖ", "äÖ", true],
    ["a.c", "abc", false],
    ["a+(b)|[c]", "A+(B)|[C]", true],
    ["12", 12, false],
    ["null", null, false],
    ["🚀 launched", "🚀 LAUNCHED", true],
  ])("%j of %j: %s", (text, value, expected) => {
    expect(accepts([{ "equals-ignore-case": text }], value)).toBe(expected);
  });

  describe("folds each character by itself, as AWS does", () => {
    test.each([
      ["straße", "STRASSE", true],
      ["straße", "strasse", false],
      ["K", "\u212a", false],
      ["\u212a", "k", true],
      ["ΣΑΣ", "σασ", true],
      ["ΣΑΣ", "σας", false],
    ])("%j of %j: %s", (text, value, expected) => {
      expect(accepts([{ "equals-ignore-case": text }], value)).toBe(expected);
    });
  });

  test("refuses a list and an operator", () => {
    expect(refusalOf({ "equals-ignore-case": ["a"] }).next).toBe('write {"equals-ignore-case":"a"}');
    expect(refusalOf({ "equals-ignore-case": { prefix: "a" } }).reason).toContain("needs a text");
  });
});

describe("exactly", () => {
  test.each([
    ["a", "a", true],
    ["a", "A", false],
    ["::1", "0:0:0:0:0:0:0:1", false],
    ["1", 1, false],
  ])("%j of %j: %s", (exactly, value, expected) => expect(accepts([{ exactly }], value)).toBe(expected));

  test("needs a text", () => {
    expect(refusalOf({ exactly: 1 }).reason).toBe("`exactly` needs a text, got 1");
  });
});
