import { type Artifact, type Envelope, Extracted, isEvent, Transformed, Validated } from "@waybill/events";

/** Rows that were held back by one stage of one unit. */
export interface HeldBack {
  readonly kind: "quarantine" | "rejects";
  readonly stage: string;
  readonly unit: string;
  readonly rows: number;
  readonly artifact: Artifact;
}

/** Every artifact of rows that did not make it, by unit. Of a retried stage the newest try counts. */
export function heldBack(hops: readonly Envelope[]): readonly HeldBack[] {
  const found = newest(hops).flatMap(heldBackBy);
  return found.sort((a, b) => a.unit.localeCompare(b.unit, "en", { numeric: true }));
}

function heldBackBy(hop: Envelope): readonly HeldBack[] {
  const { stage, unit } = hop.metadata.slot;
  const found = (kind: HeldBack["kind"], artifact: Artifact | null): readonly HeldBack[] =>
    artifact === null ? [] : [{ kind, stage, unit, rows: artifact.rows, artifact }];
  if (isEvent(Extracted, hop)) {
    return [...found("rejects", hop.data.rejects), ...found("quarantine", hop.data.quarantine)];
  }
  if (isEvent(Transformed, hop) || isEvent(Validated, hop)) return found("quarantine", hop.data.quarantine);
  return [];
}

function newest(hops: readonly Envelope[]): readonly Envelope[] {
  const bySlot = new Map<string, Envelope>();
  for (const hop of hops) {
    const { unit, stage, generation } = hop.metadata.slot;
    const key = `${unit} ${stage}`;
    const known = bySlot.get(key);
    if (!known || known.metadata.slot.generation <= generation) bySlot.set(key, hop);
  }
  return hops.filter((hop) => bySlot.get(`${hop.metadata.slot.unit} ${hop.metadata.slot.stage}`) === hop);
}
