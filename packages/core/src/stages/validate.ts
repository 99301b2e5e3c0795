import { isEvent, Planned, runTime, Transformed, Validated } from "@waybill/events";
import { isLast } from "../run/unit.ts";
import { outcome } from "./announce.ts";
import { Drafts, openArtifact } from "./artifacts.ts";
import { inputOf } from "./plan-document.ts";
import { quoteChecks } from "./quote.ts";
import { type Stage, slotIn, unitOfEvent } from "./stage.ts";

/** Counts what the checks found and writes the failing rows. What needs the whole run is settled later. */
export const validate: Stage = {
  name: "validate",

  slotFor(event, plan) {
    const begins = isEvent(Planned, event) && event.data.scope === "unit" && event.data.from === "validate";
    const goesOn = isEvent(Transformed, event) && isLast(plan, unitOfEvent(plan, event));
    return begins || goesOn ? slotIn("validate", event) : null;
  },

  async work(event, { ports, plan, delivery }) {
    const { runId } = event.metadata;
    const unit = unitOfEvent(plan, event);
    const started = ports.clock.now();
    const { artifact, rows } = (await inputOf(ports, event, Transformed)).data;
    if (plan.resultRules.checks.length === 0) {
      return outcome(Validated, {
        scope: "unit",
        artifact,
        quarantine: null,
        rows: { got: rows.out, passed: rows.out, quarantined: 0, corrected: 0 },
        checks: [],
        ms: ports.clock.now() - started,
      });
    }
    await using drafts = new Drafts(ports, runId, unit.name, "validate");
    const quarantine = await drafts.create("quarantine.parquet");
    const report = await ports.engine.validate({
      plan,
      artifact: await openArtifact(ports, artifact),
      runTime: runTime(runId),
      signal: delivery.signal,
      out: { quarantine: quarantine.path },
    });
    return outcome(Validated, {
      scope: "unit",
      artifact,
      quarantine: await drafts.commitIf(quarantine, report.quarantine),
      rows: report.rows,
      checks: quoteChecks(report.checks),
      ms: ports.clock.now() - started,
    });
  },
};
