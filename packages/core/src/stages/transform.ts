import { type Artifact, Extracted, isEvent, Planned, runTime, Transformed } from "@waybill/events";
import { Permanent } from "../errors.ts";
import type { Plan } from "../pipeline/plan.ts";
import type { UnitItem } from "../ports/lineage.ts";
import { isLast, needs, type Unit, unitName, unitOf } from "../run/unit.ts";
import { outcome } from "./announce.ts";
import { artifactOf, Drafts, openArtifact } from "./artifacts.ts";
import { INPUTS_NAMED } from "./extract.ts";
import { failedOutcome, reasonOf } from "./failure.ts";
import { inputOf } from "./plan-document.ts";
import type { Ports } from "./ports.ts";
import { reference } from "./quote.ts";
import { type Stage, type StageContext, slotIn, unitOfEvent } from "./stage.ts";

/** A unit's rows go through its stretch of steps, once the lookups and the earlier stretch are done. */
export const transform: Stage = {
  name: "transform",

  slotFor(event, plan) {
    const begins = isEvent(Planned, event) && event.data.scope === "unit" && event.data.from === "transform";
    const goesOn = isEvent(Extracted, event) && unitOfEvent(plan, event).role !== "lookup";
    return begins || goesOn ? slotIn("transform", event) : null;
  },

  async work(event, context) {
    const { ports, plan, delivery } = context;
    const { runId } = event.metadata;
    const unit = unitOfEvent(plan, event);
    const others = await whatItNeeds(runId, unit, context);
    if (!others) return null;
    const failed = others.find((item) => item.status === "Failed");
    if (failed) return failedOutcome(dependencyFailed(unit, failed), delivery.attempt);
    const started = ports.clock.now();
    const input = unit.role === "step" ? null : await inputOf(ports, event, Extracted);
    const isLookup = (item: UnitItem) => unitOf(plan, item.unit).role === "lookup";
    const inputs = input ? [input.data.artifact] : others.filter((item) => !isLookup(item)).map(artifactOf);
    const lookups = Object.fromEntries(
      others.filter(isLookup).map((item) => [unitOf(plan, item.unit).source, artifactOf(item)]),
    );
    if (input && !hasWork(plan, unit)) {
      const rows = input.data.rows.extracted;
      return outcome(Transformed, {
        inputs: inputs.map(reference),
        lookups: references(lookups),
        artifact: input.data.artifact,
        quarantine: null,
        steps: [],
        rows: { in: rows, out: rows, quarantined: 0 },
        ms: ports.clock.now() - started,
      });
    }
    await using drafts = new Drafts(ports, runId, unit.name, "transform");
    const rows = await drafts.create("rows.parquet");
    const quarantine = await drafts.create("quarantine.parquet");
    const report = await ports.engine.transform({
      plan,
      segment: unit.segment,
      folder: await ports.objects.folder(runId),
      inputs: await Promise.all(inputs.map((artifact) => openArtifact(ports, artifact))),
      lookups: await openAll(ports, lookups),
      partition: unit.index,
      runTime: runTime(runId),
      signal: delivery.signal,
      out: { rows: rows.path, quarantine: quarantine.path },
    });
    return outcome(Transformed, {
      inputs: inputs.slice(0, INPUTS_NAMED).map(reference),
      lookups: references(lookups),
      artifact: await drafts.commit(rows, report.artifact),
      quarantine: await drafts.commitIf(quarantine, report.quarantine),
      steps: report.steps.map((step) => ({ ...step })),
      rows: report.rows,
      ms: ports.clock.now() - started,
    });
  },
};

const references = (artifacts: Readonly<Record<string, Artifact>>): Record<string, Artifact> =>
  Object.fromEntries(Object.entries(artifacts).map(([name, artifact]) => [name, reference(artifact)]));

/** Without steps of its own and without checks to compute, the extracted artifact is the transformed one. */
function hasWork(plan: Plan, unit: Unit): boolean {
  const checks = isLast(plan, unit) && plan.resultRules.checks.length > 0;
  const firstRunStep = plan.steps.findIndex((step) => step.kind === "sql" && step.scope === "run");
  const ownSteps = unit.segment > 0 || (firstRunStep === -1 ? plan.steps.length : firstRunStep) > 0;
  return checks || ownSteps;
}

/** What this unit needs, once all of it is closed; null while one is open. */
async function whatItNeeds(
  runId: string,
  unit: Unit,
  { ports, plan }: StageContext,
): Promise<UnitItem[] | null> {
  const items = await neededItems(ports, runId, unit, plan);
  return items?.every((item) => !item.open) ? items : null;
}

const dependencyFailed = (unit: Unit, failed: UnitItem) =>
  reasonOf(
    new Permanent("unit.dependency-failed", `${unit.name} needs ${failed.unit}, which failed`, {
      where: failed.unit,
      why: "a step sees its lookups, and a step over the run all partitions, whole or not at all",
      next: `look at ${failed.unit} in: waybill lineage ${failed.runId}`,
    }),
  );

/** Null where one has no item yet. */
async function neededItems(ports: Ports, runId: string, unit: Unit, plan: Plan): Promise<UnitItem[] | null> {
  if (unit.role === "step") {
    const all: UnitItem[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await ports.lineage.units(runId, cursor);
      all.push(...page.items.filter((item) => needs(unit, unitOf(plan, item.unit))));
      if (page.next === null) break;
      cursor = page.next;
    }
    return all;
  }
  const lookups = await Promise.all(
    plan.lookups.map(({ name }) => ports.lineage.getUnit(runId, unitName(name, 0))),
  );
  return lookups.every((item) => item !== null) ? lookups : null;
}

async function openAll(
  ports: Ports,
  artifacts: Readonly<Record<string, Artifact>>,
): Promise<Record<string, string>> {
  const paths = await Promise.all(
    Object.entries(artifacts).map(
      async ([name, artifact]) => [name, await openArtifact(ports, artifact)] as const,
    ),
  );
  return Object.fromEntries(paths);
}
