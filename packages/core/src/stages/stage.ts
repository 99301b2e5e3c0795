import type { Envelope, Slot, Stage as StageName } from "@waybill/events";
import type { Plan } from "../pipeline/plan.ts";
import { type Unit, unitOf } from "../run/unit.ts";
import type { Outcome } from "./announce.ts";
import type { Delivery, Ports } from "./ports.ts";

/** What a stage works with. */
export interface StageContext {
  readonly ports: Ports;
  readonly plan: Plan;
  readonly delivery: Delivery;
}

/**
 * One stage: from an event to an outcome. A stage writes artifacts and nothing else; `runStage` does the rest, in the
 * order that makes redelivery safe.
 */
export interface Stage {
  readonly name: StageName;
  /** The slot that this event asks the stage to fill; null where the event is not for it. */
  slotFor(event: Envelope, plan: Plan): Slot | null;
  /** Null: not yet. What it waits for will deliver the event again. */
  work(event: Envelope, context: StageContext): Promise<Outcome | null>;
}

/** The same unit's slot in another stage. */
export const slotIn = (stage: StageName, { metadata }: Envelope): Slot => ({ ...metadata.slot, stage });

export const unitOfEvent = (plan: Plan, { metadata }: Envelope): Unit => unitOf(plan, metadata.slot.unit);
