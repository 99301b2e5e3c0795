import { type Envelope, slotId } from "@waybill/events";
import type { Plan } from "../pipeline/plan.ts";
import type { UnitItem } from "../ports/lineage.ts";
import { needs, segmentCount, stepUnits, type Unit, unitOf } from "../run/unit.ts";
import { storedHop } from "./announce.ts";
import type { Ports } from "./ports.ts";
import type { StageContext } from "./stage.ts";

/** The subscription that waits for lookups and for earlier steps. */
export const WAITING_STAGE = "transform";

/**
 * A unit closed: those that waited for it get the event again that they were waiting on. Who waits has stored its own
 * progress before it looked at ours, and we have stored ours before we look at theirs: one of the two sees the other.
 * Those that got on just now get it as well: whoever saw us close may die before it says so, while another one, who
 * looked a moment before, has acknowledged the same message because it was too early.
 */
export async function wakeDependents(
  runId: string,
  closed: Unit,
  { ports, plan }: StageContext,
): Promise<void> {
  if (!hasDependents(plan, closed)) return;
  if (closed.role !== "lookup") {
    const [step] = stepUnits(plan).filter((unit) => needs(unit, closed));
    if (!step || (await othersOpen(ports, runId, plan, step))) return;
    const item = await ports.lineage.getUnit(runId, step.name);
    if (item && mayWait(plan, item)) await wake(ports, [item]);
    return;
  }
  for (let cursor: string | null = null; ; ) {
    const page = await ports.lineage.units(runId, cursor);
    await wake(
      ports,
      page.items.filter((item) => mayWait(plan, item)),
    );
    if (page.next === null) return;
    cursor = page.next;
  }
}

const hasDependents = (plan: Plan, closed: Unit): boolean =>
  closed.role === "lookup" || closed.segment < segmentCount(plan) - 1;

/** One of those that the step needs is still open. Steps beyond it are open all the time. */
async function othersOpen(ports: Ports, runId: string, plan: Plan, step: Unit): Promise<boolean> {
  const open = await ports.lineage.openUnits(runId, segmentCount(plan));
  return open.some((item) => needs(step, unitOf(plan, item.unit)));
}

/** Who is validated has said what it came to before. */
const mayWait = (plan: Plan, item: UnitItem): boolean =>
  unitOf(plan, item.unit).role !== "lookup" && item.status !== "Validated";

async function wake(ports: Ports, items: readonly UnitItem[]): Promise<void> {
  if (items.length === 0) return;
  await ports.bus.deliver(WAITING_STAGE, await Promise.all(items.map((item) => waitedOn(ports, item))));
}

/** What its transform begins with. */
async function waitedOn({ lineage }: Ports, { runId, unit, generation }: UnitItem): Promise<Envelope> {
  const idOf = (stage: "extract" | "plan") => slotId(runId, { unit, stage, generation });
  return (await lineage.getHop(idOf("extract"))) ?? storedHop({ lineage }, idOf("plan"));
}
