import { isDeepStrictEqual } from "node:util";
import { Completed, type Envelope, isEvent, Requested, RUN_UNIT, slotId } from "@waybill/events";
import type { UnitItem } from "../../ports/lineage.ts";
import { imbalances } from "../../run/books.ts";
import { HopIndex } from "../../run/hop-index.ts";
import { foldRun } from "../../run/state.ts";
import type { Crime } from "./crime.ts";
import { judgeArtifacts, judgeInputs, judgeTable } from "./verdict-rows.ts";
import type { World } from "./world.ts";

/** What went wrong in a world that has come to its end, judged by its hops, its items and its table. */
export async function verdict(world: World, ended: boolean): Promise<readonly Crime[]> {
  const { lineage, plan, runId, queue, traits } = world;
  const hops = await lineage.hops(runId);
  const units = await allUnits(world);
  const run = await lineage.getRun(runId);
  const crimes = new Set(world.witness.crimes);
  const convict = (crime: Crime, guilty: boolean) => guilty && crimes.add(crime);

  convict("stuck", !ended || run?.outcome === null || units.some(({ open }) => open));
  const state = foldRun(plan, hops);
  const folded = [...state.units.values()].sort(byUnit);
  convict("fold", !isDeepStrictEqual([state.run, folded], [run, [...units].sort(byUnit)]));
  convict("books", imbalances(new HopIndex(plan, hops)).length > 0);

  const stored = new Map(hops.map((hop) => [hop.metadata.id, hop]));
  convict(
    "gap",
    hops.some(({ metadata: { causationId: cause } }) => cause !== null && !stored.has(cause)),
  );
  convict(
    "changed",
    queue.published.some((event) => !isStored(event, stored)),
  );
  convict("twice", settledTwice(hops));
  if (!traits.mortal) {
    const published = new Set(queue.published.map(({ metadata }) => metadata.id));
    convict(
      "silent",
      hops.some(({ metadata }) => !published.has(metadata.id)),
    );
    convict(
      "unheard",
      hops.some((hop) => isUnheard(hop, stored)),
    );
  }
  for (const crime of await judgeArtifacts(world, hops)) crimes.add(crime);
  for (const crime of judgeInputs(world, hops)) crimes.add(crime);
  for (const crime of await judgeTable(world, hops, run?.outcome ?? null)) crimes.add(crime);
  return [...crimes].sort();
}

async function allUnits({ lineage, runId }: World): Promise<UnitItem[]> {
  const all: UnitItem[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await lineage.units(runId, cursor);
    all.push(...page.items);
    if (page.next === null) return all;
    cursor = page.next;
  }
}

function settledTwice(hops: readonly Envelope[]): boolean {
  const generations = hops
    .filter(({ metadata }) => metadata.slot.stage === "settle")
    .map(({ metadata }) => metadata.slot.generation);
  return new Set(generations).size < generations.length;
}

/** A request of a retry whose generation before has settled as failed, and which was never planned. */
function isUnheard(hop: Envelope, stored: ReadonlyMap<string, Envelope>): boolean {
  const { runId, slot } = hop.metadata;
  if (!isEvent(Requested, hop) || slot.generation === 0) return false;
  const at = (stage: "settle" | "plan", generation: number) =>
    stored.get(slotId(runId, { unit: RUN_UNIT, stage, generation }));
  const settled = at("settle", slot.generation - 1);
  return settled !== undefined && isEvent(Completed, settled) && !at("plan", slot.generation);
}

const isStored = (event: Envelope, stored: ReadonlyMap<string, Envelope>): boolean => {
  const hop = stored.get(event.metadata.id);
  return hop === event || isDeepStrictEqual(hop, event);
};

const byUnit = (a: UnitItem, b: UnitItem) => (a.unit < b.unit ? -1 : 1);
