import type { EventDefinition, EventOf } from "./define.ts";
import { EVENT_SOURCE } from "./envelope.ts";
import { compilePattern } from "./pattern/index.ts";
import type { Where } from "./where.ts";

/** EventBridge's event pattern, as a rule takes it. */
export interface EventPattern {
  readonly source: readonly string[];
  readonly "detail-type": readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** A typed filter as the pattern of a rule. */
export function toPattern<D extends EventDefinition>(on: D, where?: Where<D>): EventPattern {
  const base = { source: [EVENT_SOURCE], "detail-type": [on.type] };
  if (!where || Object.keys(where).length === 0) return base;
  const { data, ...metadata } = where as Record<string, unknown>;
  return {
    ...base,
    detail: {
      ...(Object.keys(metadata).length > 0 && { metadata }),
      ...(data !== undefined && { data }),
    },
  };
}

/** What a subscriber is told beside the event. */
export interface SubscriberContext {
  /** Which delivery of this event this is, from 1. Deliveries repeat: a subscriber must bear seeing an event twice. */
  readonly attempt: number;
  /** Ends when the time for this delivery is over. */
  readonly signal: AbortSignal;
  /** One line into the log, with the run and the subscriber's name. */
  log(line: string): void;
}

export interface Subscriber<D extends EventDefinition = EventDefinition> {
  readonly on: D;
  readonly pattern: EventPattern;
  /** Seconds that one delivery may take. */
  readonly timeout: number;
  /** Deliveries at the same time. */
  readonly concurrency: number;
  /** Megabytes of memory, where the runtime sets it. */
  readonly memory: number;
  handle(event: EventOf<D>, context: SubscriberContext): Promise<void> | void;
}

export interface SubscriberOptions<D extends EventDefinition> {
  readonly on: D;
  readonly where?: Where<D>;
  readonly timeout?: number;
  readonly concurrency?: number;
  readonly memory?: number;
}

/**
 * A consumer of one event. The filter is compiled to the pattern of a rule on AWS and is matched with the same
 * meaning locally; one that AWS would refuse throws `InvalidPattern` here. What the handler throws is a failed
 * delivery: it is tried again, then dead-lettered.
 */
export function subscriber<D extends EventDefinition>(
  { on, where, timeout = 30, concurrency = 1, memory = 256 }: SubscriberOptions<D>,
  handle: (event: EventOf<D>, context: SubscriberContext) => Promise<void> | void,
): Subscriber<D> {
  const pattern = toPattern(on, where);
  compilePattern(pattern);
  return { on, pattern, timeout, concurrency, memory, handle };
}
