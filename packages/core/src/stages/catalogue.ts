import { createHash } from "node:crypto";
import { type Envelope, Extracted, isEvent, Loaded } from "@waybill/events";
import type { Column } from "../contract/column.ts";
import { duckType } from "../engine/types.ts";
import { tableUrn } from "../run/datasets.ts";
import type { StageContext } from "./stage.ts";

/**
 * Notes in the catalogue which schema of which dataset a run saw: of each source once, and of the table it loaded.
 * It may be noted twice, and never by a run that did not get there.
 */
export async function noteDatasets(hop: Envelope, { ports, plan }: StageContext): Promise<void> {
  const { runId, partition } = hop.metadata;
  const note = (urn: string, columns: readonly Column[]) =>
    ports.lineage.putDataset({
      urn,
      columns: columns.map(named),
      schemaVersion: digest(columns),
      firstRun: runId,
      lastRun: runId,
    });
  if (isEvent(Extracted, hop) && partition?.index === 0) {
    const found = [plan.source, ...plan.lookups].find(({ name }) => name === partition.source);
    if (found) await note(found.source.dataset, found.source.contract.columns);
  }
  if (isEvent(Loaded, hop)) await note(tableUrn(hop.data.table), plan.columns);
}

const named = ({ name, type, nullable }: Column) => ({ name, type: duckType(type), nullable });

const digest = (columns: readonly Column[]): string =>
  createHash("sha256")
    .update(JSON.stringify(columns.map(named)))
    .digest("hex")
    .slice(0, 16);
