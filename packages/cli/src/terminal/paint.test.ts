import { expect, test } from "vitest";
import { paintFor } from "./paint.ts";

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [true, { TERM: "dumb" }, false],
  [false, { FORCE_COLOR: "1" }, true],
  [true, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  [false, { FORCE_COLOR: "0" }, false],
])("terminal %s with %j: colours %s", (isTerminal, env, coloured) => {
  expect(paintFor(isTerminal, env).red("x") !== "x").toBe(coloured);
});
