import {
  Completed,
  Extracted,
  Failed,
  isEvent,
  Loaded,
  type RunEvent,
  Transformed,
  Validated,
} from "@waybill/events";

/** What a stage has done so far, added up over the units that went through it. */
export class StageTally {
  readonly #units = new Set<string>();
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  rows = 0;
  failed = false;

  /** `isHeld`: done by an earlier try of the run. The unit counts as done; its rows and its time are no work of this one. */
  add(event: RunEvent, isHeld = false): void {
    const { occurredAt, slot } = event.metadata;
    const { ms = 0 } = event.data as { readonly ms?: number };
    const at = Date.parse(occurredAt);
    this.#units.add(slot.unit);
    if (isHeld) return;
    this.#from = Math.min(this.#from, at - ms);
    this.#to = Math.max(this.#to, at);
    this.rows += rowsOut(event);
    const isFailedRun = isEvent(Completed, event) && event.data.status === "failed";
    this.failed ||= isEvent(Failed, event) || isFailedRun;
  }

  get units(): number {
    return this.#units.size;
  }

  /** Milliseconds from its first beginning to its last end. */
  get ms(): number {
    return Math.max(0, this.#to - this.#from);
  }
}

function rowsOut(event: RunEvent): number {
  if (isEvent(Extracted, event)) return event.data.rows.extracted;
  if (isEvent(Transformed, event)) return event.data.rows.out;
  if (isEvent(Validated, event)) return event.data.rows.passed;
  if (!isEvent(Loaded, event)) return 0;
  const { inserted, updated, unchanged } = event.data.rows;
  return inserted + updated + unchanged;
}
