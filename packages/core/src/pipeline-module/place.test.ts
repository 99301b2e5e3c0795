import { expect, test } from "vitest";
import { syntaxPlace, thrownAt } from "./place.ts";

test.each([
  ["/a/b.ts:2\nconst b = = 2;\n          ^\n\nSyntaxError: x", "/a/b.ts:2:11"],
  ["file:///a/b%20c.ts:1\nimport { x } from 'y';\n         ^\nSyntaxError: x", "/a/b c.ts:1:10"],
  ["/a/b.ts:7\n\nSyntaxError: x", "/a/b.ts:7"],
])("%j is at %s", (stack, where) => expect(syntaxPlace(stack)?.where).toBe(where));

test("the line and the caret below it are shown", () => {
  const stack = "/a/b.ts:2\nconst a = 1;\nenum A { B }\n^^^^^^^^^^^^\nexport {};\n\nSyntaxError: x";
  expect(syntaxPlace(stack)?.excerpt).toBe("enum A { B }\n^^^^^^^^^^^^");
});

test("a stack without a place has none", () => {
  expect(syntaxPlace("SyntaxError: x\n    at node:internal/modules:1:1")).toBeUndefined();
});

const STACK = `TypeError: x
    at Module.load (node:internal/modules/run:3:4)
    at pipeline (file:///waybill/packages/core/src/pipeline.ts:5:6)
    at z.parse (/home/me/node_modules/zod/index.js:7:8)
    at helper (file:///home/me/lib.ts:9:10)
    at file:///home/me/orders.ts:11:12`;

test("an exception is where the author's code was, not where Waybill's or a package's was", () => {
  expect(thrownAt(STACK, (path) => path.startsWith("/waybill/"))).toBe("/home/me/lib.ts:9:10");
});

test("an exception outside of the author's code is nowhere", () => {
  expect(thrownAt(STACK, () => true)).toBeUndefined();
});
