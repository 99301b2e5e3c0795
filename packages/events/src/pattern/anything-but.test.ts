import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern } from "./index.ts";
import { accepts, refusalOf } from "./testing.ts";

describe("anything-but", () => {
  test.each([
    ["initializing", "pending", true],
    ["initializing", "initializing", false],
    ["initializing", "Initializing", true],
    ["initializing", null, true],
    ["initializing", 5, true],
    ["", "x", true],
    ["", "", false],
    ["1", 1, true],
    [1, "1", true],
    [1, 1, false],
    [0, 789, true],
    [0, false, true],
    [1e10, 1e10, false],
    [["stopped", "overloaded"], "stopped", false],
    [["stopped", "overloaded"], "pending", true],
    [["stopped", "overloaded"], null, true],
    [[100, 200], 100, false],
    [[100, 200], 300, true],
    [[100, 200], "100", true],
  ])("%j of %j: %s", (operand, value, expected) => {
    expect(accepts([{ "anything-but": operand }], value)).toBe(expected);
  });

  test.each([
    [{ prefix: "init" }, "init-prefix", false],
    [{ prefix: "init" }, "post-init", true],
    [{ prefix: "init" }, 12, true],
    [{ prefix: ["init", "post"] }, "post-init", false],
    [{ suffix: ".txt" }, "file.txt", false],
    [{ suffix: ".txt" }, "file.txt.bak", true],
    [{ suffix: [".txt", ".jpg"] }, "file.jpg", false],
    [{ "equals-ignore-case": "initializing" }, "INITIALIZING", false],
    [{ "equals-ignore-case": "initializing" }, null, true],
    [{ "equals-ignore-case": ["initializing", "stopped"] }, "Stopped", false],
    [{ "equals-ignore-case": "" }, "", false],
    [{ wildcard: "*/init/*" }, "dir/init/file", false],
    [{ wildcard: "*/init/*" }, "dir/file", true],
    [{ wildcard: "*/init/*" }, 123, true],
    [{ wildcard: ["*/init/*", "*/dir/*"] }, "a/dir/b", false],
    [{ wildcard: "" }, "x", true],
  ])("%j of %j: %s", (operand, value, expected) => {
    expect(accepts([{ "anything-but": operand }], value)).toBe(expected);
  });

  test("a field that is absent does not match", () => {
    for (const operand of ["a", 1, ["a"], { prefix: "a" }, { wildcard: "a*" }]) {
      const pattern = compilePattern({ detail: { state: [{ "anything-but": operand }] } });
      expect(pattern.matches({ detail: {} })).toBe(false);
      expect(pattern.matches({ detail: { state: {} } })).toBe(false);
      expect(pattern.matches({ detail: { state: [] } })).toBe(false);
    }
  });

  test("one other value in a list is enough", () => {
    expect(accepts([{ "anything-but": "a" }], ["a", "b"])).toBe(true);
    expect(accepts([{ "anything-but": "a" }], ["a", "a"])).toBe(false);
  });

  test.each([
    [null],
    [true],
    [[]],
    [[null]],
    [[true]],
    [["a", 1]],
    [[["a"]]],
    [[{ prefix: "a" }]],
    [undefined],
  ])("refuses %j", (operand) => {
    const { reason, next } = refusalOf({ "anything-but": operand });
    expect(reason).toContain("`anything-but` needs texts alone or numbers alone, got");
    expect(next).toBe('write e.g. {"anything-but": ["failed", "skipped"]}');
  });

  test.each([
    [{}],
    [{ cidr: "10.0.0.0/24" }],
    [{ numeric: [">", 1] }],
    [{ exists: true }],
    [{ "anything-but": "a" }],
    [{ constructor: "a" }],
    [{ prefix: "a", suffix: "b" }],
  ])("takes no %j", (operand) => {
    expect(refusalOf({ "anything-but": operand }).reason).toContain(
      "`anything-but` takes one of prefix, suffix, equals-ignore-case, wildcard, got",
    );
  });

  test.each([
    [{ prefix: "" }],
    [{ suffix: "" }],
    [{ prefix: [] }],
    [{ prefix: ["a", ""] }],
    [{ prefix: 123 }],
    [{ suffix: [null, ".txt"] }],
    [{ prefix: { "equals-ignore-case": "file" } }],
    [{ suffix: { "equals-ignore-case": ".png" } }],
    [{ "equals-ignore-case": 123 }],
    [{ "equals-ignore-case": [] }],
    [{ wildcard: [1] }],
  ])("refuses %j", (operand) => {
    expect(refusalOf({ "anything-but": operand }).reason).toContain("needs a text or a list of texts");
  });

  test("refuses the wildcards that wildcard refuses", () => {
    expect(refusalOf({ "anything-but": { wildcard: ["a", "a**b"] } }).reason).toContain("two stars in a row");
  });

  test("negates its operator on a scalar that is there", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "A", "b", "/"), minLength: 1, maxLength: 3 });
    const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
    const operator = fc.constantFrom("prefix", "suffix", "equals-ignore-case", "wildcard");
    fc.assert(
      fc.property(operator, text, scalar, (name, operand, value) => {
        const itself = accepts([{ [name]: operand }], value);
        expect(accepts([{ "anything-but": { [name]: operand } }], value)).toBe(!itself);
      }),
    );
  });

  test("negates equality on a scalar that is there", () => {
    const operand = fc.oneof(fc.constantFrom("a", "b", "1"), fc.constantFrom(1, 2));
    const scalar = fc.oneof(operand, fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(operand, scalar, (refused, value) => {
        expect(accepts([{ "anything-but": refused }], value)).toBe(!accepts([refused], value));
        expect(accepts([{ "anything-but": [refused] }], value)).toBe(!accepts([refused], value));
      }),
    );
  });
});
