import { expect, test } from "vitest";
import { memoryOutput } from "../testing/memory-output.ts";
import { printJson, toJson } from "./json.ts";

test("a whole number that a double cannot hold becomes text", () => {
  expect(toJson({ small: 7n, large: 2n ** 53n + 1n })).toBe('{"small":7,"large":"9007199254740993"}');
});

test("people get lines, programs one line", () => {
  const file = memoryOutput();
  const terminal = memoryOutput(80);
  printJson(file, { a: [1] });
  printJson(terminal, { a: [1] });
  expect(file.text).toBe('{"a":[1]}\n');
  expect(terminal.text).toBe('{\n  "a": [\n    1\n  ]\n}\n');
});
