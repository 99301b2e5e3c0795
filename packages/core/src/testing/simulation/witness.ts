import { Completed, type Envelope, Failed, isEvent, Loaded, RUN_UNIT, Validated } from "@waybill/events";
import { foldRun } from "../../run/state.ts";
import type { Crime } from "./crime.ts";
import type { World } from "./world.ts";

/** Sees what can be judged only at the moment it happens: by the hops alone, not by what the house makes of them. */
export class Witness {
  readonly crimes = new Set<Crime>();
  loadFailed = false;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Somebody is about to store this hop. */
  async sees(hop: Envelope): Promise<void> {
    const { lineage, runId } = this.#world;
    const { slot, id } = hop.metadata;
    if (await lineage.getHop(id)) return;
    if (slot.stage === "settle") await this.#seesSettled(hop);
    if (slot.stage === "load" && isEvent(Failed, hop)) this.loadFailed = true;
    const run = await lineage.getRun(runId);
    if (slot.unit !== RUN_UNIT && run && slot.generation < run.generation) this.crimes.add("late");
  }

  /** Somebody publishes this event. */
  hears(event: Envelope): void {
    if (isEvent(Loaded, event) && !this.#world.warehouse.tables.has(event.data.table))
      this.crimes.add("early");
  }

  async #seesSettled(hop: Envelope): Promise<void> {
    const { lineage, plan, runId } = this.#world;
    const { run, units } = foldRun(plan, await lineage.hops(runId));
    const all = [...units.values()];
    const failed = all.some(({ status }) => status === "Failed");
    const done = all.length === run?.planned && all.every(({ open }) => !open);
    const right = failed
      ? isEvent(Completed, hop) && hop.data.status === "failed"
      : isEvent(Validated, hop) || isEvent(Completed, hop);
    if (!done || !right) this.crimes.add("early");
  }
}
