import { Extracted, isEvent, Planned, runTime } from "@waybill/events";
import { refuseChanged } from "../sources/file/unchanged.ts";
import { outcome } from "./announce.ts";
import { Drafts } from "./artifacts.ts";
import { unitMissing, unitPlan } from "./plan-document.ts";
import { quoteChecks } from "./quote.ts";
import { type Stage, slotIn, unitOfEvent } from "./stage.ts";

/** Of more inputs the event names the first few: the plan artifact has them all. */
export const INPUTS_NAMED = 20;

/** A partition of a source becomes typed rows; what cannot be read is rejected with its reason. */
export const extract: Stage = {
  name: "extract",

  slotFor: (event) =>
    isEvent(Planned, event) && event.data.scope === "unit" && event.data.from === "extract"
      ? slotIn("extract", event)
      : null,

  async work(event, { ports, plan, delivery }) {
    if (!isEvent(Planned, event)) return null;
    const { runId, slot } = event.metadata;
    const started = ports.clock.now();
    const unit = unitOfEvent(plan, event);
    const work = (await unitPlan(ports, event.data.plan, unit.name))?.work;
    const source = [plan.source, ...plan.lookups].find(({ name }) => name === unit.source)?.source;
    if (!work || !source) throw unitMissing(event);
    // Before, or parts of rows would be taken for rows; after, for it may have been written to meanwhile.
    await refuseChanged(source.read(work), work.inputs);
    await using drafts = new Drafts(ports, runId, slot.unit, "extract");
    const rows = await drafts.create("rows.parquet");
    const rejects = await drafts.create("rejects.parquet");
    const quarantine = await drafts.create("quarantine.parquet");
    const report = await ports.engine.extract({
      plan,
      source: unit.source,
      work,
      partition: unit.index,
      runTime: runTime(runId),
      signal: delivery.signal,
      out: { rows: rows.path, rejects: rejects.path, quarantine: quarantine.path },
    });
    await refuseChanged(source.read(work), work.inputs);
    return outcome(Extracted, {
      source: unit.source,
      inputs: work.inputs.slice(0, INPUTS_NAMED).map((input) => ({ ...input })),
      artifact: await drafts.commit(rows, report.artifact),
      rejects: await drafts.commitIf(rejects, report.rejects),
      quarantine: await drafts.commitIf(quarantine, report.quarantine),
      rows: report.rows,
      checks: quoteChecks(report.checks),
      ms: ports.clock.now() - started,
    });
  },
};
