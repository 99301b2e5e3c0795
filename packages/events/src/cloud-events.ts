import * as z from "zod";
import { check } from "./check.ts";
import { type Envelope, EVENT_SOURCE, Metadata } from "./envelope.ts";
import { ContractError } from "./errors.ts";
import { SCHEMA_BASE } from "./json-schema.ts";

/** What stands before the event's name in a CloudEvent's `type`. */
const TYPE_PREFIX = "dev.waybill.";

/**
 * An event as CloudEvents 1.0 writes it in JSON (structured mode). `subject` is the run; `traceparent` is the
 * distributed tracing extension, `correlationid` and `causationid` the correlation extension, the others are ours.
 * What the metadata leaves empty is absent: CloudEvents knows no null.
 */
export interface CloudEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly dataschema: string;
  readonly [extension: string]: unknown;
  readonly data: unknown;
}

/** The event as a CloudEvent. Nothing is lost: `fromCloudEvent` gives the same envelope back. */
export function toCloudEvent({ metadata, data }: Envelope): CloudEvent {
  const { slot, partition } = metadata;
  return {
    specversion: "1.0",
    id: metadata.id,
    source: EVENT_SOURCE,
    type: TYPE_PREFIX + metadata.type,
    subject: metadata.runId,
    time: metadata.occurredAt,
    datacontenttype: "application/json",
    dataschema: `${SCHEMA_BASE}/${metadata.type}/${metadata.version}.json`,
    dataversion: metadata.version,
    pipeline: metadata.pipeline,
    tenant: metadata.tenant,
    unit: slot.unit,
    stage: slot.stage,
    generation: slot.generation,
    ...(partition && {
      partitionsource: partition.source,
      partitionindex: partition.index,
      partitionof: partition.of,
    }),
    correlationid: metadata.correlationId,
    ...(metadata.causationId !== null && { causationid: metadata.causationId }),
    producer: metadata.producer,
    attempt: metadata.attempt,
    traceparent: metadata.traceparent,
    replay: metadata.replay,
    data,
  };
}

const Attributes = z.looseObject({
  specversion: z.literal("1.0"),
  source: z.literal(EVENT_SOURCE),
  type: z.string().startsWith(TYPE_PREFIX),
});

/**
 * The envelope that `toCloudEvent` was given, in the version it had; `parseEvent` brings it to the latest. Attributes
 * that are not ours are ignored. Throws `ContractError` (`event.malformed`).
 */
export function fromCloudEvent(received: unknown): Envelope {
  const event = "a CloudEvent";
  const ce = check(Attributes, received, { event, at: "", schema: "Metadata/1" });
  if ("data_base64" in ce) {
    throw new ContractError("event.malformed", `${event} at data_base64: the data must be JSON`, {
      where: "data_base64",
      next: "send it with data, as application/json",
    });
  }
  const metadata = check(
    Metadata,
    {
      id: ce.id,
      type: ce.type.slice(TYPE_PREFIX.length),
      version: ce.dataversion,
      runId: ce.subject,
      pipeline: ce.pipeline,
      tenant: ce.tenant,
      slot: { unit: ce.unit, stage: ce.stage, generation: ce.generation },
      ...("partitionsource" in ce && {
        partition: { source: ce.partitionsource, index: ce.partitionindex, of: ce.partitionof },
      }),
      correlationId: ce.correlationid,
      causationId: ce.causationid ?? null,
      occurredAt: ce.time,
      producer: ce.producer,
      attempt: ce.attempt,
      traceparent: ce.traceparent,
      replay: ce.replay,
    },
    { event, at: "metadata", schema: "Metadata/1" },
  );
  return { metadata, data: ce.data };
}
