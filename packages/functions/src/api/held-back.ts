import { type Artifact, type Envelope, Extracted, isEvent, Transformed, Validated } from "@waybill/events";

/** Rows that one stage of one unit held back. */
export interface HeldBack {
  readonly kind: "quarantine" | "rejects";
  readonly stage: string;
  readonly unit: string;
  readonly artifact: Artifact;
}

/** Of a retried stage the newest try counts. */
export function heldBackIn(hops: readonly Envelope[]): readonly HeldBack[] {
  const newest = new Map<string, Envelope>();
  for (const hop of hops) {
    const { unit, stage, generation } = hop.metadata.slot;
    const key = JSON.stringify([unit, stage]);
    if ((newest.get(key)?.metadata.slot.generation ?? -1) < generation) newest.set(key, hop);
  }
  return [...newest.values()].flatMap(heldBackBy);
}

function heldBackBy(hop: Envelope): readonly HeldBack[] {
  const { stage, unit } = hop.metadata.slot;
  const found = (kind: HeldBack["kind"], artifact: Artifact | null): readonly HeldBack[] =>
    artifact === null ? [] : [{ kind, stage, unit, artifact }];
  if (isEvent(Extracted, hop)) {
    return [...found("rejects", hop.data.rejects), ...found("quarantine", hop.data.quarantine)];
  }
  const mayHold = isEvent(Transformed, hop) || isEvent(Validated, hop);
  return mayHold ? found("quarantine", hop.data.quarantine) : [];
}
