import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { codesInCode, documentedCodes } from "./docs/error-codes.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const inCode = codesInCode(root);
const documented = documentedCodes(readFileSync(join(root, "docs/8-errors.md"), "utf8"));
const names = documented.map(({ code }) => code);

test("the code has codes, so that what follows says something", () => {
  expect([...inCode.codes]).toEqual(
    expect.arrayContaining([
      "file.missing",
      "tolerance.rejected",
      "csv.bad-value",
      "event.malformed",
      "node.too-old",
    ]),
  );
  expect(inCode.codes.size).toBeGreaterThan(150);
});

test("every code in the code is documented", () => {
  expect([...inCode.codes].filter((code) => !names.includes(code)).sort()).toEqual([]);
});

test("no documented code is gone from the code", () => {
  expect(names.filter((code) => !inCode.codes.has(code))).toEqual([]);
});

test("each is documented once", () => {
  expect(names.filter((code, i) => names.indexOf(code) < i)).toEqual([]);
});

test("the class that a code is thrown with is the documented one", () => {
  const wrong = documented.flatMap(({ code, classes }) =>
    [...(inCode.classes.get(code) ?? [])]
      .filter((name) => !classes.includes(name))
      .map((name) => `${code}: ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("templates that make up codes are known", () => {
  expect(inCode.unknownTemplates).toEqual([]);
});
