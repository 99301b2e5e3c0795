import { type Envelope, type Slot, slotId } from "@waybill/events";

export const RUN = "01JD0000000000000000000000";
export const LATER_RUN = "01JE0000000000000000000000";

export interface TestEvent {
  readonly runId?: string;
  readonly pipeline?: string;
  readonly type?: string;
  readonly slot?: Partial<Slot>;
  /** Seconds after noon. */
  readonly second?: number;
  readonly data?: unknown;
}

/** An envelope with an id that fits its slot. By default the failure of a partition. */
export function testEvent({
  runId = RUN,
  pipeline = "flights",
  type = "Failed",
  slot: part,
  second = 0,
  data,
}: TestEvent = {}): Envelope {
  const slot: Slot = { unit: "flights#0", stage: "extract", generation: 0, ...part };
  return {
    metadata: {
      id: slotId(runId, slot),
      type,
      version: 1,
      runId,
      pipeline,
      tenant: "default",
      slot,
      correlationId: runId,
      causationId: null,
      occurredAt: new Date(Date.UTC(2026, 10, 24, 12, 0, second)).toISOString(),
      producer: "waybill/test@0.1.0",
      attempt: 1,
      traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
      replay: false,
    },
    data: data ?? { reason: "none was needed", attempts: 1 },
  };
}

/** So many, each of another unit. */
export const testEvents = (count: number, event: TestEvent = {}): Envelope[] =>
  Array.from({ length: count }, (_, i) =>
    testEvent({ ...event, slot: { ...event.slot, unit: `flights#${i}` } }),
  );
