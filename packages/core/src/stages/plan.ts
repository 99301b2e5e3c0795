import { type Envelope, isEvent, Planned, Requested, RUN_UNIT } from "@waybill/events";
import { progress } from "../run/progress.ts";
import { unitItem } from "../run/state.ts";
import { stepUnits } from "../run/unit.ts";
import { envelopeFor, outcome } from "./announce.ts";
import { Drafts } from "./artifacts.ts";
import { type PlanDocument, readPlanDocument, type UnitPlan } from "./plan-document.ts";
import { planSource } from "./plan-source.ts";
import { replanned } from "./replan.ts";
import { retryUnits } from "./retry.ts";
import { settleCheck } from "./settle.ts";
import { type Stage, type StageContext, slotIn } from "./stage.ts";

/** Lists the work, as partitions, and writes the list down. A retry's list is what failed. */
export const plan: Stage = {
  name: "plan",

  slotFor: (event) => (isEvent(Requested, event) ? slotIn("plan", event) : null),

  async work(event, context) {
    if (!isEvent(Requested, event)) return null;
    const { ports, delivery } = context;
    const { runId, slot } = event.metadata;
    const started = ports.clock.now();
    const units =
      slot.generation === 0
        ? await firstUnits(context, event.data.parameters)
        : await replanned(await retryUnits(runId, slot.generation, context), event.data.parameters, context);
    delivery.signal.throwIfAborted();
    const document: PlanDocument = { generation: slot.generation, units };
    await using drafts = new Drafts(ports, runId, RUN_UNIT, "plan");
    return outcome(Planned, {
      scope: "run",
      units: units.length,
      plan: await drafts.json("plan.json", units.length, document),
      ms: ports.clock.now() - started,
    });
  },
};

/** Lookups first, then partitions, then steps over the run: what is needed is open before what needs it. */
async function firstUnits(
  context: StageContext,
  parameters: Readonly<Record<string, string>>,
): Promise<UnitPlan[]> {
  const { plan } = context;
  const lookups = await Promise.all(
    plan.lookups.map((lookup) => planSource(context, lookup, parameters, false)),
  );
  const partitions = await planSource(context, plan.source, parameters, true);
  const steps = stepUnits(plan).map(
    ({ name }): UnitPlan => ({
      unit: name,
      index: 0,
      of: 1,
      from: "transform",
      work: null,
      input: null,
      describe: "all partitions as one input",
    }),
  );
  return [...lookups.flat(), ...partitions, ...steps];
}

/**
 * What follows a stored plan, the first one's and a retry's alike: open each unit; only then set the planned count or
 * move the run to the new generation; look at the barrier, for there may be nothing to wait for; publish the work.
 */
export async function openPlan(winner: Planned, context: StageContext): Promise<void> {
  const { ports, plan: pipeline } = context;
  if (winner.data.scope !== "run") return;
  const { runId, pipeline: name, slot } = winner.metadata;
  const { units } = await readPlanDocument(ports, winner.data.plan);
  const opened: Envelope[] = [];
  for (const unit of units) {
    const hop = unitPlanned(winner, unit, context);
    await ports.lineage.putHop(hop);
    const item = unitItem(pipeline, hop);
    if (item) await ports.lineage.advanceUnit(item);
    opened.push(hop);
  }
  if (slot.generation === 0) await ports.lineage.setPlanned(runId, units.length);
  await ports.lineage.advanceRun({
    runId,
    pipeline: name,
    outcome: null,
    ...progress(slot.generation, "Planned"),
  });
  await settleCheck(winner, context);
  await ports.bus.publish([winner, ...opened]);
}

/** Made from the stored plan alone, so that whoever announces it says the same. */
function unitPlanned(winner: Planned, unit: UnitPlan, { ports }: StageContext): Envelope {
  const source = unit.unit.slice(0, unit.unit.lastIndexOf("#"));
  const { generation } = winner.metadata.slot;
  const envelope = envelopeFor(
    ports,
    winner,
    { unit: unit.unit, stage: "plan", generation },
    outcome(Planned, { scope: "unit", plan: winner.data.plan, from: unit.from, describe: unit.describe }),
    winner.metadata,
    { source, index: unit.index, of: unit.of },
  );
  const { occurredAt, producer } = winner.metadata;
  return { ...envelope, metadata: { ...envelope.metadata, occurredAt, producer } };
}
