import { type Envelope, isEvent, Loaded, Validated } from "@waybill/events";
import { Permanent } from "../errors.ts";
import { outcome } from "./announce.ts";
import { openArtifact, readJson } from "./artifacts.ts";
import type { Manifest, Parcel } from "./manifest.ts";
import { type Stage, type StageContext, slotIn } from "./stage.ts";

/** One warehouse transaction with the rows that settle listed, ledger and undo inside it. */
export const load: Stage = {
  name: "load",

  slotFor: (event) =>
    isEvent(Validated, event) && event.data.scope === "run" ? slotIn("load", event) : null,

  async work(event, { ports, plan, delivery }) {
    if (!isEvent(Validated, event) || event.data.scope !== "run") return null;
    if (!plan.load) {
      throw new Permanent("pipeline.no-load", `pipeline ${plan.name} does not say where its rows go`, {
        next: 'end it with .load({ table: "…", mode: "append" })',
      });
    }
    const { runId, pipeline, slot } = event.metadata;
    const started = ports.clock.now();
    const manifest = await readJson<Manifest>(ports, event.data.manifest);
    const open = (artifact: Parcel) => openArtifact(ports, artifact);
    const report = await ports.warehouse.load(
      {
        runId,
        pipeline,
        generation: slot.generation,
        target: plan.load,
        columns: plan.columns,
        artifacts: await Promise.all(manifest.artifacts.map(open)),
        flagColumns: manifest.flagColumns,
        exclusions: await Promise.all(
          manifest.exclusions.map(async (one) => ({ path: await open(one), columns: one.columns })),
        ),
        winners: await Promise.all(manifest.winners.map(open)),
        superseded: manifest.superseded,
      },
      delivery.signal,
    );
    return outcome(Loaded, {
      warehouse: ports.warehouse.name,
      table: plan.load.table,
      mode: plan.load.mode,
      rows: report.rows,
      drift: report.drift.map((change) => ({ ...change })),
      ms: ports.clock.now() - started,
    });
  },
};

/**
 * A run whose load failed has no rows in the table. It may have them where nobody heard that the transaction was
 * committed, or where another worker committed late: that one finds the slot failed and comes here as well.
 * Limit: a worker that commits after that and dies before it comes here leaves its rows.
 */
export async function takeBack({ metadata }: Envelope, { ports, plan }: StageContext): Promise<void> {
  if (!plan.load) return;
  try {
    await ports.warehouse.undo(metadata.runId, plan.load);
  } catch (error) {
    if (!(error instanceof Permanent && error.code === "warehouse.not-loaded")) throw error;
  }
}
