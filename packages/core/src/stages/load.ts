import { isEvent, Loaded, Validated } from "@waybill/events";
import { Permanent } from "../errors.ts";
import { outcome } from "./announce.ts";
import { readJson } from "./artifacts.ts";
import type { Manifest } from "./manifest.ts";
import { type Stage, slotIn } from "./stage.ts";

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
    const open = (uri: string) => ports.objects.open(uri);
    const report = await ports.warehouse.load(
      {
        runId,
        pipeline,
        generation: slot.generation,
        target: plan.load,
        columns: plan.columns,
        artifacts: await Promise.all(manifest.artifacts.map(({ uri }) => open(uri))),
        flagColumns: manifest.flagColumns,
        exclusions: await Promise.all(
          manifest.exclusions.map(async ({ uri, columns }) => ({ path: await open(uri), columns })),
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
