import {
  AliasNotFoundError,
  ArgumentParseError,
  EnumValidationError,
  FlagNotFoundError,
  UnexpectedFlagError,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
} from "@stricli/core";
import { expect, test } from "vitest";
import { scanProblem } from "./scan-problem.ts";

type Named = ConstructorParameters<typeof ArgumentParseError>[0];
type Flag = ConstructorParameters<typeof UnexpectedFlagError>[0];
type Place = ConstructorParameters<typeof UnsatisfiedPositionalError>[0];

test.each([
  [
    new FlagNotFoundError("jsn", ["json"]),
    { code: "command-line.unknown-flag", message: "there is no flag --jsn", next: "did you mean --json?" },
  ],
  [
    new FlagNotFoundError("st", ["state", "set"]),
    { code: "command-line.unknown-flag", next: "did you mean --state or --set?" },
  ],
  [new FlagNotFoundError("xyz", []), { message: "there is no flag --xyz", next: null }],
  [new AliasNotFoundError("x"), { code: "command-line.unknown-flag", message: "there is no flag -x" }],
  [
    new ArgumentParseError("limit" as Named, "x", new Error("it takes a whole number from 1 on")),
    {
      code: "command-line.value",
      message: '"x" is no value for limit',
      why: "it takes a whole number from 1 on",
    },
  ],
  [new ArgumentParseError("limit" as Named, "x", "no"), { why: "no" }],
  [
    new EnumValidationError("mode" as Flag, "x", ["a", "b"], []),
    { code: "command-line.value", message: '"x" is no value for --mode', why: "it is one of a, b" },
  ],
  [
    new UnsatisfiedFlagError("limit" as Flag),
    { code: "command-line.missing-value", message: "--limit needs a value after it" },
  ],
  [
    new UnsatisfiedPositionalError("pipeline" as Place),
    { code: "command-line.missing-argument", message: "<pipeline> is missing" },
  ],
  [
    new UnexpectedPositionalError(0, "x"),
    {
      code: "command-line.extra-argument",
      message: '"x" is one argument too many',
      why: "the command takes no argument",
    },
  ],
  [new UnexpectedPositionalError(2, "x"), { why: "the command takes 2 at most" }],
  [
    new UnexpectedFlagError("limit" as Flag, "1", "2"),
    { code: "command-line.flag-twice", message: "--limit is given twice" },
  ],
])("%o", (error, expected) => {
  expect(scanProblem(error)).toMatchObject({ class: "usage", where: null, ...expected });
});

test("what is no error of the scanner keeps its own words", () => {
  expect(scanProblem(new TypeError("x is not a function"))).toMatchObject({
    class: "permanent",
    code: "unexpected",
    message: "TypeError: x is not a function",
  });
});
