import { type Envelope, isEvent, Loaded, Validated } from "@waybill/events";
import { Permanent } from "../errors.ts";
import type { LoadFile } from "../ports/warehouse.ts";
import { outcome } from "./announce.ts";
import { openArtifact, readJson } from "./artifacts.ts";
import { finalError, reasonOf } from "./failure.ts";
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
    const file = async (artifact: Parcel): Promise<LoadFile> => ({
      at: ports.warehouse.reads === "uris" ? artifact.uri : await openArtifact(ports, artifact),
      bytes: artifact.bytes,
    });
    const report = await ports.warehouse.load(
      {
        runId,
        pipeline,
        generation: slot.generation,
        target: plan.load,
        columns: plan.columns,
        artifacts: await Promise.all(manifest.artifacts.map(file)),
        flagColumns: manifest.flagColumns,
        exclusions: await Promise.all(
          manifest.exclusions.map(async (one) => ({ ...(await file(one)), columns: one.columns })),
        ),
        winners: await Promise.all(manifest.winners.map(file)),
        superseded: manifest.superseded,
      },
      delivery.signal,
    );
    if (!report) return null;
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
 * Limits, of which the log tells the first two: the warehouse is out to the last try; a later run has changed the
 * rows since; a worker commits after all this and dies before it comes here.
 */
export async function takeBack(
  { metadata }: Envelope,
  { ports, plan, delivery }: StageContext,
): Promise<void> {
  if (!plan.load) return;
  const { runId } = metadata;
  try {
    await ports.warehouse.undo(runId, plan.load);
  } catch (thrown) {
    const { code, message } = reasonOf(finalError(thrown, delivery));
    if (code === "warehouse.not-loaded") return;
    ports.metrics.log(
      "error",
      `the load of run ${runId} failed, and what it may have written is still there: ${message}`,
      {
        run: runId,
        table: plan.load.table,
      },
    );
  }
}
