import { Extracted, isEvent, Loaded, type RunEvent, Transformed, Validated } from "@waybill/events";
import { flowOf } from "./hop.ts";

/** A hop as `lineage --json` gives it. */
export function hopJson(hop: RunEvent, hops: readonly RunEvent[]) {
  const { id, type, version, slot, partition, occurredAt, causationId, attempt } = hop.metadata;
  const { ms = null } = hop.data as { readonly ms?: number };
  return {
    id,
    type,
    version,
    stage: slot.stage,
    unit: slot.unit,
    generation: slot.generation,
    partition: partition ?? null,
    at: occurredAt,
    causationId,
    ...flowOf(hop, hops),
    rows: rowsOf(hop),
    ms,
    attempt,
    ...("reason" in hop.data && hop.data.reason && { reason: hop.data.reason }),
  };
}

/** `in` and `out` for every hop that has rows, beside its own counts. */
export function rowsOf(hop: RunEvent): Readonly<Record<string, number>> | null {
  if (isEvent(Extracted, hop)) {
    const { rows } = hop.data;
    return { in: rows.read, out: rows.extracted, ...rows };
  }
  if (isEvent(Transformed, hop)) return { ...hop.data.rows };
  if (isEvent(Validated, hop)) {
    const { rows } = hop.data;
    return { in: rows.got, out: rows.passed, ...rows };
  }
  if (isEvent(Loaded, hop)) {
    const { rows } = hop.data;
    return { in: rows.got, out: rows.inserted + rows.updated + rows.unchanged, ...rows };
  }
  return null;
}
