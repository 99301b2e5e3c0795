import {
  type CheckCount,
  Completed,
  type Envelope,
  Failed,
  isEvent,
  Loaded,
  type Reason,
  Requested,
  RUN_UNIT,
} from "@waybill/events";
import type * as z from "zod";
import type { Plan } from "../pipeline/plan.ts";
import { imbalances, unbalanced } from "../run/books.ts";
import { HopIndex } from "../run/hop-index.ts";
import { checksOf, loadedOf, stageTotals, totalsOf } from "../run/totals.ts";
import { type Outcome, outcome } from "./announce.ts";
import { reasonOf } from "./failure.ts";
import type { Delivery, Ports } from "./ports.ts";
import { quoteChecks } from "./quote.ts";
import { type Stage, slotIn } from "./stage.ts";

/** Closes the run with its totals. */
export const complete: Stage = {
  name: "complete",

  slotFor: (event) => (isEvent(Loaded, event) || isRunFailure(event) ? slotIn("complete", event) : null),

  async work(event, { ports, plan }) {
    const { runId } = event.metadata;
    const hops = await ports.lineage.hops(runId);
    const books = unbalanced(runId, imbalances(new HopIndex(plan, hops)));
    const reason = isEvent(Failed, event) ? event.data.reason : books ? reasonOf(books) : null;
    return completed(ports, plan, hops, reason);
  },
};

/**
 * The end of a run is never failed by what may pass: its rows may be in the table, and a failure would deny them. Where
 * nobody can tell the end for now, a sweep does later.
 */
export const completing = (delivery: Delivery): Delivery => ({ ...delivery, lastAttempt: false });

/** Its own failure is the end already. */
const isRunFailure = (event: Envelope): boolean =>
  isEvent(Failed, event) && event.metadata.slot.unit === RUN_UNIT && event.metadata.slot.stage !== "complete";

/** What a decision against the run had found: no hop of its own tells it. */
export interface Found {
  readonly quarantined: number;
  readonly checks: readonly CheckCount[];
}

/** The end of a run as its hops tell it; failed where there is a reason. */
export function completed(
  ports: Ports,
  plan: Plan,
  hops: readonly Envelope[],
  reason: z.output<typeof Reason> | null,
  found: Found = { quarantined: 0, checks: [] },
): Outcome<typeof Completed> {
  const index = new HopIndex(plan, hops);
  const requested = hops.find((hop) => isEvent(Requested, hop));
  const totals = totalsOf(index);
  const since = requested ? Date.parse(requested.metadata.occurredAt) : ports.clock.now();
  return outcome(Completed, {
    status: reason ? "failed" : "completed",
    reason,
    rows: { ...totals, quarantined: totals.quarantined + found.quarantined },
    loaded: loadedOf(index)?.data.rows ?? null,
    checks: quoteChecks([...checksOf(index), ...found.checks]),
    stages: stageTotals(index),
    ms: Math.max(0, ports.clock.now() - since),
  });
}
