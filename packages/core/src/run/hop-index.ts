import {
  type Envelope,
  type EventDefinition,
  type EventOf,
  isEvent,
  RUN_UNIT,
  type Stage,
} from "@waybill/events";
import type { Plan } from "../pipeline/plan.ts";
import { isLast, type Unit, unitOf } from "./unit.ts";

/** The hops of a run by unit and stage: of several generations the newest, which is the one that counts. */
export class HopIndex {
  readonly #plan: Plan;
  readonly #bySlot = new Map<string, Envelope>();
  readonly units: readonly Unit[];

  constructor(plan: Plan, hops: readonly Envelope[]) {
    this.#plan = plan;
    const names = new Set<string>();
    for (const hop of hops) {
      const { unit, stage, generation } = hop.metadata.slot;
      const key = `${unit} ${stage}`;
      const known = this.#bySlot.get(key);
      if (!known || known.metadata.slot.generation < generation) this.#bySlot.set(key, hop);
      if (unit !== RUN_UNIT && stage !== "act") names.add(unit);
    }
    this.units = [...names].map((name) => unitOf(plan, name));
  }

  of(unit: string, stage: Stage): Envelope | undefined {
    return this.#bySlot.get(`${unit} ${stage}`);
  }

  /** That stage's hops of one kind, over the units that the filter lets through. */
  all<D extends EventDefinition>(definition: D, stage: Stage, filter: (unit: Unit) => boolean): EventOf<D>[] {
    return this.units.filter(filter).flatMap((unit) => {
      const hop = this.of(unit.name, stage);
      return hop && isEvent(definition, hop) ? [hop] : [];
    });
  }

  readonly isPartition = (unit: Unit): boolean => unit.role === "partition";
  readonly isLast = (unit: Unit): boolean => isLast(this.#plan, unit);
  readonly isAny = (): boolean => true;
}
