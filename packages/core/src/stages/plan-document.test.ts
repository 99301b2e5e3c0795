import { Extracted, Transformed } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { intColumn, rowsSource, testPlan } from "../testing/plans.ts";
import { Drafts } from "./artifacts.ts";
import { inputOf, readPlanDocument, unitPlan } from "./plan-document.ts";
import { House } from "./testing/house.ts";

const plan = testPlan(rowsSource([intColumn("n")], [[{ n: 1 }]]));
const unit = { unit: "numbers#0", index: 0, of: 1, from: "validate", work: null, describe: "" } as const;

async function documentWith(house: House, name: string, input: string | null) {
  await using drafts = new Drafts(house.ports, house.runId, "run", "plan");
  return drafts.json(name, 1, { generation: 1, units: [{ ...unit, input }] });
}

describe("readPlanDocument", () => {
  it("reads an artifact of a store once", async () => {
    const house = new House(plan);
    const artifact = await documentWith(house, "a.json", null);
    house.calls.length = 0;
    const first = await readPlanDocument(house.ports, artifact);
    expect(await readPlanDocument(house.ports, artifact)).toBe(first);
    expect(house.calls).toEqual(["objects.get"]);
  });

  it("does not take one for another of the same content, or of another store", async () => {
    const house = new House(plan);
    const other = new House(plan);
    const artifact = await documentWith(house, "a.json", null);
    await readPlanDocument(house.ports, artifact);
    await expect(readPlanDocument(other.ports, artifact)).rejects.toMatchObject({ code: "object.missing" });
    expect(await unitPlan(house.ports, artifact, "numbers#1")).toBeUndefined();
  });

  it("forgets the oldest of many", async () => {
    const house = new House(plan);
    const artifacts = await Promise.all(
      Array.from({ length: 9 }, (_, i) => documentWith(house, `${i}.json`, null)),
    );
    for (const artifact of artifacts) await readPlanDocument(house.ports, artifact);
    house.calls.length = 0;
    for (const artifact of [...artifacts].reverse()) await readPlanDocument(house.ports, artifact);
    expect(house.calls).toEqual(["objects.get"]);
  });
});

describe("inputOf", () => {
  it("is the event that arrived, where it is of the kind", async () => {
    const house = new House(plan);
    await house.run();
    const extracted = await house.stored("numbers#0", "extract");
    expect(await inputOf(house.ports, extracted, Extracted)).toBe(extracted);
  });

  it("is the hop that a retry's plan names", async () => {
    const house = new House(plan);
    await house.run();
    const transformed = await house.stored("numbers#0", "transform");
    const planned = await house.stored("numbers#0", "plan");
    const document = await documentWith(house, "a.json", transformed.metadata.id);
    const again = { ...planned, data: { ...(planned.data as object), plan: document } };
    expect(await inputOf(house.ports, again, Transformed)).toEqual(transformed);
  });

  it.each([
    ["names none", null],
    ["names one of another kind", "extract"],
  ] as const)("is a clear error where the plan %s", async (_, stage) => {
    const house = new House(plan);
    await house.run();
    const id = stage ? (await house.stored("numbers#0", stage)).metadata.id : null;
    const planned = await house.stored("numbers#0", "plan");
    const document = await documentWith(house, "a.json", id);
    const again = { ...planned, data: { ...(planned.data as object), plan: document } };
    await expect(inputOf(house.ports, again, Transformed)).rejects.toMatchObject({
      code: "plan.unit-missing",
      where: planned.metadata.id,
      next: "run the pipeline again",
    });
  });
});
