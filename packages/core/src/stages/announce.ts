import { createHash } from "node:crypto";
import { type Envelope, type EventDefinition, type PartitionRef, type Slot, slotId } from "@waybill/events";
import type * as z from "zod";
import { Permanent } from "../errors.ts";
import type { Delivery, Ports } from "./ports.ts";

/** What a stage came to: an event and its data. */
export interface Outcome<D extends EventDefinition = EventDefinition> {
  readonly definition: D;
  readonly data: z.input<D["schema"]>;
}

export const outcome = <D extends EventDefinition>(
  definition: D,
  data: z.input<D["schema"]>,
): Outcome<D> => ({
  definition,
  data,
});

/** The envelope for a slot, caused by an event of the same run. */
export function envelopeFor(
  ports: Ports,
  cause: Envelope,
  slot: Slot,
  { definition, data }: Outcome,
  delivery: Pick<Delivery, "attempt">,
  partition: PartitionRef | undefined = cause.metadata.partition,
): Envelope {
  const { runId, pipeline, tenant, correlationId, id } = cause.metadata;
  const eventId = slotId(runId, slot);
  return definition.make(
    {
      id: eventId,
      runId,
      pipeline,
      tenant,
      slot,
      ...(slot.unit !== "run" && partition && { partition }),
      correlationId,
      causationId: id,
      occurredAt: new Date(ports.clock.now()).toISOString(),
      producer: `${ports.settings.producer}/${slot.stage}`,
      attempt: delivery.attempt,
      traceparent: traceparent(runId, eventId),
      replay: false,
    },
    data,
  );
}

/** EventBridge's limit for an entry, which every bus keeps. */
const EVENT_BYTES = 256 * 1024;

/** Why an envelope cannot be published; null where it can. Before it is stored, for a stored one has to be. */
export function tooLarge(envelope: Envelope): Permanent | null {
  const bytes = Buffer.byteLength(JSON.stringify(envelope));
  if (bytes <= EVENT_BYTES) return null;
  const { type, slot, runId } = envelope.metadata;
  return new Permanent(
    "event.too-large",
    `the ${type} event has ${bytes} bytes, a bus takes ${EVENT_BYTES}`,
    {
      where: `${slot.stage} of ${slot.unit}, run ${runId}`,
      why: "it names every column and every check: the row contract has very many of them",
      next: "leave columns that nobody needs out of the row contract, or put some of them into one of z.json()",
    },
  );
}

/** W3C trace context: the run is the trace, the event is the span. */
export function traceparent(runId: string, eventId: string): string {
  const hash = (text: string, digits: number) =>
    createHash("sha256").update(text).digest("hex").slice(0, digits);
  return `00-${hash(runId, 32)}-${hash(eventId, 16)}-01`;
}

/** Stores the envelope unless its slot has one; from here on everybody goes on with what is stored. */
export async function keep(ports: Pick<Ports, "lineage">, envelope: Envelope): Promise<Envelope> {
  await ports.lineage.putHop(envelope);
  return storedHop(ports, envelope.metadata.id);
}

export async function storedHop(ports: Pick<Ports, "lineage">, id: string): Promise<Envelope> {
  const stored = await ports.lineage.getHop(id);
  if (stored) return stored;
  throw new Permanent("lineage.missing-hop", `the lineage has no hop ${id}`, {
    where: id,
    why: "it was stored before and is gone: the state folder was changed by something else than Waybill",
    next: "restore the state folder from a backup, or run the pipeline again with another --state",
  });
}

/** An envelope whose id is not that of its slot was not made by a stage. Throws `Permanent` (`event.misplaced`). */
export function refuseMisplaced({ metadata }: Envelope): void {
  const expected = slotId(metadata.runId, metadata.slot);
  if (metadata.id === expected) return;
  const { unit, stage, generation } = metadata.slot;
  throw new Permanent("event.misplaced", `event ${metadata.id} does not belong to the slot it names`, {
    where: `run ${metadata.runId}, ${unit}, ${stage}, generation ${generation}`,
    why: `an event of that slot has the id ${expected}`,
    next: "discard it (waybill dlq discard), and publish through a stage or EventDefinition.make",
  });
}
