import { expect, test } from "vitest";
import type { Lineage, UnitItem } from "../../ports/lineage.ts";
import { LATER_RUN, RUN } from "../test-event.ts";
import { ARTIFACT, unitAt } from "./items.ts";

export function unitTests(lineage: () => Lineage): void {
  const stored = (unit = "flights#0") => lineage().getUnit(RUN, unit);

  test("a unit is read as it was written, with its artifact", async () => {
    const item = unitAt("Extracted", { artifact: { ...ARTIFACT, schema: [...ARTIFACT.schema] } });
    await lineage().advanceUnit(item);
    expect(await stored()).toEqual(item);
    expect(await stored("flights#1")).toBeNull();
  });

  test("a higher rank moves it on, the same or a lower one changes nothing", async () => {
    await lineage().advanceUnit(unitAt("Extracted"));
    await lineage().advanceUnit(unitAt("Transformed"));
    await lineage().advanceUnit(unitAt("Extracted", { hopId: "late" }));
    await lineage().advanceUnit(unitAt("Transformed", { hopId: "twice" }));
    expect(await stored()).toEqual(unitAt("Transformed"));
  });

  test("a newer generation moves it on whatever its rank, an older one changes nothing", async () => {
    await lineage().advanceUnit(unitAt("Failed"));
    await lineage().advanceUnit(unitAt("Planned", { generation: 1 }));
    await lineage().advanceUnit(unitAt("Validated", { generation: 0 }));
    expect(await stored()).toEqual(unitAt("Planned", { generation: 1 }));
  });

  test("an artifact goes when the next state has none", async () => {
    await lineage().advanceUnit(unitAt("Extracted", { artifact: { ...ARTIFACT, schema: [] } }));
    await lineage().advanceUnit(unitAt("Failed"));
    expect((await stored())?.artifact).toBeNull();
  });

  test("open units are those that are open now, of this run, up to the limit", async () => {
    await lineage().advanceUnit(unitAt("Planned", { unit: "flights#0" }));
    await lineage().advanceUnit(unitAt("Planned", { unit: "flights#1" }));
    await lineage().advanceUnit(unitAt("Planned", { unit: "flights#2" }));
    await lineage().advanceUnit(unitAt("Planned", { runId: LATER_RUN }));
    await lineage().advanceUnit(unitAt("Validated", { unit: "flights#1" }));
    expect(names(await lineage().openUnits(RUN, 10))).toEqual(["flights#0", "flights#2"]);
    expect(await lineage().openUnits(RUN, 1)).toHaveLength(1);
    await lineage().advanceUnit(unitAt("Failed", { unit: "flights#0" }));
    await lineage().advanceUnit(unitAt("Validated", { unit: "flights#2" }));
    expect(await lineage().openUnits(RUN, 10)).toEqual([]);
  });

  test("a retry opens a closed unit again", async () => {
    await lineage().advanceUnit(unitAt("Failed"));
    await lineage().advanceUnit(unitAt("Planned", { generation: 1 }));
    expect(await lineage().openUnits(RUN, 1)).toEqual([unitAt("Planned", { generation: 1 })]);
  });

  test("pages hold every unit of the run once", async () => {
    const wanted = Array.from({ length: 8 }, (_, i) => `flights#${i}`);
    for (const unit of [...wanted].reverse()) await lineage().advanceUnit(unitAt("Planned", { unit }));
    await lineage().advanceUnit(unitAt("Planned", { runId: LATER_RUN, unit: "other#0" }));
    const pages = await allPages(lineage());
    expect(pages.map((page) => page.length)).toEqual([3, 3, 2]);
    expect(names(pages.flat()).sort()).toEqual(wanted);
  });

  test("a full last page has no next one", async () => {
    for (const i of [0, 1, 2]) await lineage().advanceUnit(unitAt("Planned", { unit: `flights#${i}` }));
    expect((await lineage().units(RUN, null)).next).toBeNull();
    expect(await lineage().units(LATER_RUN, null)).toEqual({ items: [], next: null });
  });
}

const names = (items: readonly UnitItem[]): string[] => items.map(({ unit }) => unit);

export async function allPages(lineage: Lineage, runId = RUN): Promise<(readonly UnitItem[])[]> {
  const pages: (readonly UnitItem[])[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await lineage.units(runId, cursor);
    pages.push(page.items);
    if (page.next === null) return pages;
    cursor = page.next;
  }
}
