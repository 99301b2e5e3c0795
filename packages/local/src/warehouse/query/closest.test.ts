import fc from "fast-check";
import { expect, it } from "vitest";
import { closest } from "./closest.ts";

it.each([
  ["ordres", ["customers", "orders"], "orders"],
  ["ORDER", ["customers", "orders"], "orders"],
  ["flight", ["flights", "lights"], "flights"],
  ["weather", ["orders", "flights"], null],
  ["orders", [], null],
])("%s among %j: %s", (name, candidates, expected) => {
  expect(closest(name, candidates)).toBe(expected);
});

it("finds the name itself, wherever it stands", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, selector: (text) => text.toLowerCase() }),
      fc.nat(),
      (names, index) => {
        const name = names[index % names.length] ?? "";
        expect(closest(name, names)).toBe(name);
      },
    ),
  );
});
