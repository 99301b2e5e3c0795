import {
  type Artifact,
  type Envelope,
  type EventDefinition,
  type EventOf,
  isEvent,
  Planned,
} from "@waybill/events";
import { Permanent } from "../errors.ts";
import type { Objects } from "../ports/objects.ts";
import type { Work } from "../sources/source.ts";
import { storedHop } from "./announce.ts";
import type { Ports } from "./ports.ts";

export type FirstStage = "extract" | "transform" | "validate";

/** What one unit is to do. */
export interface UnitPlan {
  readonly unit: string;
  readonly index: number;
  /** How many units its source or step has. */
  readonly of: number;
  readonly from: FirstStage;
  /** For `extract`. */
  readonly work: Work | null;
  /** The hop whose result a retry goes on from; null where it begins at the beginning. */
  readonly input: string | null;
  readonly describe: string;
}

/** The plan artifact: lookups first, then partitions, then steps over the whole run. */
export interface PlanDocument {
  readonly generation: number;
  readonly units: readonly UnitPlan[];
}

const DOCUMENTS_KEPT = 8;
/** By the store that they lie in. */
const keptBy = new WeakMap<Objects, Map<string, PlanDocument>>();

/** The document is immutable, so every partition of a run shares one reading of it. */
export async function readPlanDocument({ objects }: Ports, artifact: Artifact): Promise<PlanDocument> {
  const kept = keptBy.get(objects) ?? new Map<string, PlanDocument>();
  keptBy.set(objects, kept);
  const key = `${artifact.uri} ${artifact.checksum}`;
  const known = kept.get(key);
  if (known) return known;
  const content = await objects.get(artifact.uri, artifact);
  const document = JSON.parse(new TextDecoder().decode(content)) as PlanDocument;
  if (kept.size >= DOCUMENTS_KEPT) kept.delete([...kept.keys()][0] ?? key);
  kept.set(key, document);
  return document;
}

export async function unitPlan(
  ports: Ports,
  artifact: Artifact,
  unit: string,
): Promise<UnitPlan | undefined> {
  return (await readPlanDocument(ports, artifact)).units.find((entry) => entry.unit === unit);
}

/** The event that a stage goes on from: the one that arrived, or the one that a retry's plan names. */
export async function inputOf<D extends EventDefinition>(
  ports: Ports,
  event: Envelope,
  wanted: D,
): Promise<EventOf<D>> {
  if (isEvent(wanted, event)) return event;
  const { unit } = event.metadata.slot;
  const input = isEvent(Planned, event) ? (await unitPlan(ports, event.data.plan, unit))?.input : null;
  const hop = input ? await storedHop(ports, input) : null;
  if (hop && isEvent(wanted, hop)) return hop;
  throw unitMissing(event);
}

export const unitMissing = ({ metadata }: Envelope): Permanent =>
  new Permanent(
    "plan.unit-missing",
    `the plan of run ${metadata.runId} does not say what ${metadata.slot.unit} is to do`,
    {
      where: metadata.id,
      why: "the plan artifact and the event do not belong together",
      next: "run the pipeline again",
    },
  );
