import { describe, expect, it } from "vitest";
import { intColumn, lookup, rowsSource, runStep, testPlan } from "../testing/plans.ts";
import { markingEngine } from "../testing/simulation/engine.ts";
import { House, keeping } from "./testing/house.ts";

const numbers = { ...rowsSource([intColumn("n")], [[{ n: 1 }], [{ n: 2 }]]), dataset: "rows:numbers" };
const places = { ...rowsSource([intColumn("id")], [[{ id: 1 }]]), dataset: "rows:places" };
const columns = [intColumn("n"), intColumn("id")];
const plan = testPlan(numbers, {
  columns,
  lookups: [lookup("places", places)],
  steps: [{ ...runStep(columns), scope: "partition" }],
});
const house = () => new House(plan, { engine: (files) => markingEngine(files, 1, () => {}) });

describe("the catalogue", () => {
  it("notes each source and the table, with their columns in the engine's words", async () => {
    const subject = house();
    await subject.run();
    const seen = await subject.lineage.datasets();
    expect(
      seen.map(({ urn, columns: found }) => [urn, found.map(({ name, type }) => `${name} ${type}`)]),
    ).toEqual([
      ["rows:numbers", ["n BIGINT"]],
      ["rows:places", ["id BIGINT"]],
      ["warehouse:numbers", ["n BIGINT", "id BIGINT"]],
    ]);
    for (const { firstRun, lastRun } of seen)
      expect([firstRun, lastRun]).toEqual([subject.runId, subject.runId]);
  });

  it("notes a source once, not for each partition", async () => {
    const subject = house();
    await subject.run();
    expect(subject.calls.filter((call) => call === "lineage.putDataset")).toHaveLength(3);
  });

  it("does not note a table that was not loaded", async () => {
    const subject = house();
    await subject.request();
    await subject.drain(keeping("load"));
    expect((await subject.lineage.datasets()).map(({ urn }) => urn)).toEqual(["rows:numbers", "rows:places"]);
  });

  it("tells schemas of one dataset apart, whatever the order of their runs", async () => {
    const subject = house();
    await subject.run();
    const before = (await subject.lineage.datasets()).find(({ urn }) => urn === "rows:numbers");
    const other = new House(testPlan({ ...numbers, contract: { columns, checks: [] } }));
    await other.run();
    const after = (await other.lineage.datasets()).find(({ urn }) => urn === "rows:numbers");
    expect(before?.schemaVersion).toMatch(/^[0-9a-f]{16}$/);
    expect(after?.schemaVersion).not.toBe(before?.schemaVersion);
  });
});
