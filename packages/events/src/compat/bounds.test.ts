import { describe, expect, it } from "vitest";
import { BOUNDS, changedBounds } from "./bounds.ts";
import type { Member } from "./shape.ts";

const member = (keywords: Record<string, unknown>): Member => ({
  type: "integer",
  values: undefined,
  properties: {},
  required: new Set(),
  items: undefined,
  entries: undefined,
  keywords,
});
const changed = (before: object, after: object, how: "tighter" | "looser") =>
  changedBounds({ path: "data.n", before: member({ ...before }), after: member({ ...after }) }, how).map(
    (change) => `${change.before} -> ${change.after}`,
  );

describe("changedBounds", () => {
  it.each([
    [{ minimum: 0 }, { minimum: 1 }, ["minimum 0 -> minimum 1"], []],
    [{ minimum: 1 }, { minimum: 0 }, [], ["minimum 1 -> minimum 0"]],
    [{ maximum: 9 }, { maximum: 5 }, ["maximum 9 -> maximum 5"], []],
    [{ maximum: 5 }, { maximum: 9 }, [], ["maximum 5 -> maximum 9"]],
    [{}, { maxLength: 9 }, ["no maxLength -> maxLength 9"], []],
    [{ maxLength: 9 }, {}, [], ["maxLength 9 -> no maxLength"]],
    [{}, { minItems: 1 }, ["no minItems -> minItems 1"], []],
    [{ minItems: 1 }, {}, [], ["minItems 1 -> no minItems"]],
    [
      { minimum: 0, maximum: 9 },
      { minimum: 1, maximum: 10 },
      ["minimum 0 -> minimum 1"],
      ["maximum 9 -> maximum 10"],
    ],
    [
      { exclusiveMinimum: 0 },
      { minimum: 1 },
      ["no minimum -> minimum 1"],
      ["exclusiveMinimum 0 -> no exclusiveMinimum"],
    ],
    [{ minimum: 0 }, { minimum: 0 }, [], []],
    [{}, {}, [], []],
    [{ multipleOf: 2 }, { multipleOf: 3 }, [], []],
  ])("%j to %j", (before, after, tighter, looser) => {
    expect(changed(before, after, "tighter")).toEqual(tighter);
    expect(changed(before, after, "looser")).toEqual(looser);
  });

  it.each(BOUNDS)("is turned around where the change is: %s", (keyword) => {
    const [less, more] = [{ [keyword]: 1 }, { [keyword]: 2 }];
    expect(changed(less, more, "tighter")).toHaveLength(changed(more, less, "looser").length);
    expect(changed(less, more, "tighter").length + changed(less, more, "looser").length).toBe(1);
  });
});
