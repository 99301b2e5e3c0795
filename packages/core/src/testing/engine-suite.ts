import { afterEach, beforeEach, describe } from "vitest";
import { checkCases } from "./engine/check-cases.ts";
import type { EngineUnderTest } from "./engine/fixture.ts";
import { sourceCases } from "./engine/source-cases.ts";
import { stepCases } from "./engine/step-cases.ts";
import { uniqueCases } from "./engine/unique-cases.ts";
import { wholeCases } from "./engine/whole-cases.ts";

export type { EngineUnderTest };

/** What every engine promises of rows that an author's code yields, without SQL. Registers vitest tests. */
export function engineSuite(make: () => Promise<EngineUnderTest>): void {
  let subject: EngineUnderTest;
  beforeEach(async () => {
    subject = await make();
  });
  afterEach(() => subject.close());

  describe("an engine reads rows", () => sourceCases(() => subject));
  describe("an engine calls row functions", () => stepCases(() => subject));
  describe("an engine checks rows", () => checkCases(() => subject));
  describe("an engine settles a run", () => uniqueCases(() => subject));
  describe("an engine", () => wholeCases(() => subject));
}
