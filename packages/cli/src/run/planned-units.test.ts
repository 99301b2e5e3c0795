import fc from "fast-check";
import { expect, test } from "vitest";
import { PlannedUnits } from "./planned-units.ts";

function unitsOf(...names: readonly string[]): PlannedUnits {
  const units = new PlannedUnits({ source: "flights", lookups: ["airports", "step9"] });
  for (const name of names) units.add(name);
  return units;
}

test("partitions, lookups and steps are told apart by their names", () => {
  const units = unitsOf("airports#0", "flights#0", "flights#1", "step1#0");
  expect(units.partitions).toEqual(["flights#0", "flights#1"]);
  expect(units.lookups).toEqual(["airports#0"]);
  expect(units.steps).toEqual(["step1#0"]);
});

test("a lookup may be called like a step", () => {
  expect(unitsOf("step9#0", "step1#0")).toMatchObject({ lookups: ["step9#0"], steps: ["step1#0"] });
});

test("a unit that is planned again, as in a retry, is the same unit", () => {
  expect(unitsOf("flights#0", "flights#0").partitions).toEqual(["flights#0"]);
});

test("how many go through each stage", () => {
  const plain = unitsOf("airports#0", "flights#0", "flights#1");
  expect((["extract", "transform", "validate"] as const).map((stage) => plain.through(stage))).toEqual([
    3, 2, 2,
  ]);
  const stepped = unitsOf("airports#0", "flights#0", "flights#1", "step1#0", "step2#0");
  expect((["extract", "transform", "validate"] as const).map((stage) => stepped.through(stage))).toEqual([
    3, 4, 1,
  ]);
});

test("nothing is planned at first", () => {
  expect(unitsOf().isEmpty).toBe(true);
  expect(unitsOf("flights#0").isEmpty).toBe(false);
});

test("every unit is of one kind", () => {
  const names = fc.uniqueArray(
    fc
      .tuple(fc.constantFrom("flights", "airports", "step1", "step2"), fc.nat(20))
      .map(([name, n]) => `${name}#${n}`),
  );
  fc.assert(
    fc.property(names, (given) => {
      const units = unitsOf(...given);
      const all = [...units.partitions, ...units.lookups, ...units.steps];
      expect(all.toSorted()).toEqual(given.toSorted());
    }),
  );
});
