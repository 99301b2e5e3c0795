import type { Envelope } from "@waybill/events";
import { isEvent, Loaded, RUN_UNIT, Validated } from "@waybill/events";

/** What the sweep does about a run that is open. */
export type Diagnosis =
  | { readonly kind: "leave" }
  /** Its load is in the warehouse's hands, and its word may be lost: `load` is to ask. */
  | { readonly kind: "ask"; readonly settled: Envelope }
  | { readonly kind: "fail" };

/** Longer than any function lives. A run that says nothing for that long works on nothing. */
export const QUIET_MS = 20 * 60_000;
/** After this long a run is given up even where the queues, which all runs share, are never empty. */
export const STOPPED_MS = 24 * 3_600_000;

/** Looks at the hops of an open run. `idle`: no event is left in any stage's queue. */
export function diagnose(
  hops: readonly Envelope[],
  generation: number,
  now: number,
  idle: boolean,
): Diagnosis {
  const last = Math.max(...hops.map(({ metadata }) => Date.parse(metadata.occurredAt)));
  const quiet = now - last;
  if (quiet < QUIET_MS) return { kind: "leave" };
  if (quiet >= STOPPED_MS) return { kind: "fail" };
  const settled = hops.find((hop) => isOfRun(hop, generation) && isEvent(Validated, hop));
  const loaded = hops.some((hop) => isOfRun(hop, generation) && isEvent(Loaded, hop));
  if (settled && !loaded) return { kind: "ask", settled };
  return { kind: idle ? "fail" : "leave" };
}

const isOfRun = ({ metadata: { slot } }: Envelope, generation: number): boolean =>
  slot.unit === RUN_UNIT && slot.generation === generation;
