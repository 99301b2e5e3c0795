import type { Lineage, Objects } from "@waybill/core";
import { systemClock } from "@waybill/core";
import type { DeadLetters } from "../bus/dead-letters.ts";
import type { EventLog } from "../bus/event-log.ts";
import { SqliteBus } from "../bus/sqlite-bus.ts";
import { SqliteLineage } from "../lineage/sqlite-lineage.ts";
import { directoryObjects } from "../objects/directory-objects.ts";
import { openState } from "../state/open.ts";

/** Looks at a state folder; works while a run is on. */
export interface Reader extends Disposable {
  readonly lineage: Lineage;
  readonly objects: Objects;
  readonly events: EventLog;
  /** What is redriven or discarded here takes effect at once, also in a process that is at work. */
  readonly deadLetters: DeadLetters;
}

/** Errors: `Usage` `state.none` where nothing has run yet, and those of `openState`. */
export function openReader(folder: string): Reader {
  const state = openState(folder);
  const bus = new SqliteBus(state, { clock: systemClock });
  return {
    lineage: new SqliteLineage(state),
    objects: directoryObjects(state.artifacts),
    events: bus.log,
    deadLetters: bus.deadLetters,
    [Symbol.dispose]: () => state.close(),
  };
}
