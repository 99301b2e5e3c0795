import {
  Completed,
  Extracted,
  Failed,
  isEvent,
  Planned,
  Requested,
  RUN_UNIT,
  type RunEvent,
  Transformed,
  Validated,
} from "@waybill/events";
import { PlannedUnits, type Shape } from "./planned-units.ts";
import { StageTally } from "./stage-tally.ts";

const SHOWN_STAGES = ["plan", "extract", "transform", "validate", "settle", "load"] as const;
export type ShownStage = (typeof SHOWN_STAGES)[number];

export interface StageProgress {
  readonly name: ShownStage;
  readonly state: "waiting" | "working" | "done" | "failed";
  /** Units. */
  readonly done: number;
  /** Units that go through it; null where it is one act of the whole run. */
  readonly of: number | null;
  readonly rows: number;
  /** Milliseconds from its first beginning to its last end so far. */
  readonly ms: number;
}

/**
 * How far a run has come, from its events. They may come in any order and more than once. Of a run that is retried the
 * newest try is shown: what failed before it is forgotten, what is done already counts as done.
 */
export class RunProgress {
  readonly units: PlannedUnits;
  readonly #shape: Shape;
  readonly #events = new Map<string, RunEvent>();
  readonly #tallies = new Map<string, StageTally>();
  #generation = 0;
  startedAt: number | null = null;
  #completed: Completed | null = null;
  rejected = 0;
  quarantined = 0;
  corrected = 0;

  constructor(shape: Shape) {
    this.#shape = shape;
    this.units = new PlannedUnits(shape);
  }

  add(event: RunEvent): void {
    const { id, slot } = event.metadata;
    if (this.#events.has(id)) return;
    this.#events.set(id, event);
    if (slot.generation > this.#generation) this.#begin(slot.generation);
    else this.#count(event);
  }

  #begin(generation: number): void {
    this.#generation = generation;
    this.#tallies.clear();
    this.startedAt = null;
    this.#completed = null;
    this.rejected = 0;
    this.quarantined = 0;
    this.corrected = 0;
    for (const event of this.#events.values()) this.#count(event);
  }

  #count(event: RunEvent): void {
    const { occurredAt, slot } = event.metadata;
    if (isEvent(Planned, event) && event.data.scope === "unit") {
      this.units.add(slot.unit);
      return;
    }
    const isHeld = slot.generation < this.#generation;
    if (isHeld && (slot.unit === RUN_UNIT || isEvent(Failed, event))) return;
    const at = Date.parse(occurredAt);
    if (isEvent(Requested, event)) this.startedAt = Math.min(at, this.startedAt ?? at);
    if (isEvent(Completed, event)) this.#completed = event;
    this.#countRows(event);
    this.#tally(slot.stage).add(event, isHeld);
  }

  #tally(stage: string): StageTally {
    const tally = this.#tallies.get(stage) ?? new StageTally();
    this.#tallies.set(stage, tally);
    return tally;
  }

  get stages(): readonly StageProgress[] {
    return SHOWN_STAGES.map((name) => {
      const { units: done, rows, ms } = this.#tally(name);
      return { name, state: this.#state(name), done, of: this.#of(name), rows, ms };
    });
  }

  #state(name: ShownStage): StageProgress["state"] {
    if (this.#tally(name).failed) return "failed";
    if (this.#isDone(name)) return "done";
    if (this.#completed) return this.#completed.data.status === "failed" ? "waiting" : "done";
    return this.#hasBegun(name) ? "working" : "waiting";
  }

  #isDone(name: ShownStage): boolean {
    const done = this.#tally(name).units;
    const of = this.#of(name);
    return of === null ? done > 0 : of > 0 && done >= of;
  }

  /** True once what comes before it lets it work. */
  #hasBegun(name: ShownStage): boolean {
    switch (name) {
      case "plan":
        return this.startedAt !== null;
      case "extract":
        return !this.units.isEmpty;
      case "transform":
        return this.#tally("extract").units > 0;
      case "validate":
        return this.#tally("transform").units > 0;
      case "settle":
        return this.#isDone("validate");
      case "load":
        return this.#isDone("settle");
    }
  }

  #of(name: ShownStage): number | null {
    const isPerUnit = name === "extract" || name === "transform" || name === "validate";
    return isPerUnit ? this.units.through(name) : null;
  }

  /** As the books count: rows of lookups aside. */
  #countRows(event: RunEvent): void {
    if (isEvent(Extracted, event) && event.data.source === this.#shape.source) {
      const { rejected, quarantined, corrected } = event.data.rows;
      this.rejected += rejected;
      this.quarantined += quarantined;
      this.corrected += corrected;
    } else if (isEvent(Transformed, event)) {
      this.quarantined += event.data.rows.quarantined;
    } else if (isEvent(Validated, event)) {
      this.quarantined += event.data.rows.quarantined;
      if (event.data.scope === "unit") this.corrected += event.data.rows.corrected;
    }
  }
}
