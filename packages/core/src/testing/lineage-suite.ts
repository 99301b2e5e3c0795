import { afterEach, beforeEach, describe } from "vitest";
import type { Lineage } from "../ports/lineage.ts";
import { catalogueTests } from "./lineage/catalogue-tests.ts";
import { hopTests } from "./lineage/hop-tests.ts";
import { progressTests } from "./lineage/progress-tests.ts";
import { runTests } from "./lineage/run-tests.ts";
import { unitTests } from "./lineage/unit-tests.ts";

export interface LineageUnderTest {
  readonly lineage: Lineage;
  close(): Promise<void>;
}

/** `pageSize` is how many units a page has: small, so that there are pages. */
export type MakeLineage = (options: { readonly pageSize: number }) => Promise<LineageUnderTest>;

/** What every lineage store promises. Registers vitest tests. */
export function lineageSuite(make: MakeLineage): void {
  describe("as a lineage", () => {
    let subject: LineageUnderTest;
    beforeEach(async () => {
      subject = await make({ pageSize: 3 });
    });
    afterEach(() => subject.close());
    const lineage = () => subject.lineage;

    describe("hops", () => hopTests(lineage));
    describe("units", () => unitTests(lineage));
    describe("runs", () => runTests(lineage));
    describe("catalogue", () => catalogueTests(lineage));
    describe("any order of writes", () => progressTests(lineage));
  });
}
