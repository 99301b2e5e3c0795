import { describe } from "vitest";
import { bookCases } from "./warehouse/book-cases.ts";
import { driftCases } from "./warehouse/drift-cases.ts";
import { eachTest, type WarehouseHarness, type WarehouseTraits } from "./warehouse/harness.ts";
import { modeCases } from "./warehouse/mode-cases.ts";
import { onceCases } from "./warehouse/once-cases.ts";
import { propertyCases } from "./warehouse/property-cases.ts";
import { undoCases } from "./warehouse/undo-cases.ts";

export { memoryWarehouse } from "./memory-warehouse.ts";
export { loaded, type WarehouseHarness, type WarehouseTraits } from "./warehouse/harness.ts";

/** What every warehouse has to do, as tests: call it in an adapter's test file. */
export function warehouseSuite(
  name: string,
  make: () => Promise<WarehouseHarness>,
  { drift, sequences }: WarehouseTraits,
): void {
  describe(`${name}, by the load contract`, () => {
    const driver = eachTest(make);
    describe("a run loads once", () => onceCases(driver));
    describe("modes", () => modeCases(driver));
    describe("books", () => bookCases(driver));
    describe("undo", () => undoCases(driver));
    describe("any sequence of loads", () => propertyCases(driver, sequences));
    if (drift === true) describe("drift", () => driftCases(driver));
    else describe.skip(`drift (${drift.skip})`, () => driftCases(driver));
  });
}
