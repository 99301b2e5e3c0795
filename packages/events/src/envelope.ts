import * as z from "zod";
import { ULID_PATTERN } from "./ids.ts";
import { Slot } from "./slot.ts";

const Ulid = z.string().regex(ULID_PATTERN);

/** Which part of its source a partition is. Absent from events of the run as a whole. */
export const PartitionRef = z.object({
  source: z.string().meta({ description: "The source or step that was split." }),
  index: z.int32().min(0).meta({ description: "Counted from 0." }),
  of: z.int32().min(1).meta({ description: "How many partitions the source has." }),
});
export type PartitionRef = z.output<typeof PartitionRef>;

/** What every event says about itself. Whole numbers fit into 32 bits, the most that CloudEvents carries. */
export const Metadata = z.object({
  id: Ulid.meta({ description: "Names the slot; the same work announced twice carries the same id." }),
  type: z.string().meta({ description: "The event's name, equal to EventBridge's detail-type." }),
  version: z.int32().min(1).meta({ description: "The version of the shape of `data`." }),
  runId: Ulid.meta({ description: "The run this event belongs to." }),
  pipeline: z.string().meta({ description: "The pipeline's name." }),
  tenant: z.string().meta({ description: "Whose run this is; `default` where there is one tenant." }),
  slot: Slot.meta({ description: "Which hop of the run this is, whatever its outcome." }),
  partition: PartitionRef.optional().meta({
    description: "Which part of its source it is about; absent where it is about the run.",
  }),
  correlationId: z
    .string()
    .meta({ description: "The run that started it all; a child run keeps its parent's." }),
  causationId: Ulid.nullable().meta({ description: "The id of the event that caused this one." }),
  // One precision, so that the order of the texts is the order of the times.
  occurredAt: z.iso
    .datetime({ precision: 3 })
    .meta({ description: "When it happened: UTC, with milliseconds." }),
  producer: z.string().meta({ description: "Who published it, with its version: `waybill/extract@0.1.0`." }),
  attempt: z.int32().min(1).meta({ description: "Which delivery of the cause led to this event." }),
  traceparent: z.string().meta({ description: "W3C trace context." }),
  replay: z.boolean().meta({ description: "True where a subscriber asked for history." }),
});
export type Metadata = z.output<typeof Metadata>;

/** One event: what it says of itself, and what happened. This is EventBridge's `detail`. */
export interface Envelope<Type extends string = string, Data = unknown> {
  readonly metadata: Metadata & { readonly type: Type };
  readonly data: Data;
}

/** `source` of every event on the bus. */
export const EVENT_SOURCE = "waybill";

/** The event as EventBridge carries it and as patterns see it. */
export interface BusEvent {
  readonly id: string;
  readonly source: string;
  readonly "detail-type": string;
  readonly time: string;
  readonly detail: Envelope;
}

export const toBusEvent = (envelope: Envelope): BusEvent => ({
  id: envelope.metadata.id,
  source: EVENT_SOURCE,
  "detail-type": envelope.metadata.type,
  time: envelope.metadata.occurredAt,
  detail: envelope,
});
