import type { Clock, Metrics } from "@waybill/core";
import type { SqliteBus } from "../bus/sqlite-bus.ts";
import { Dispatch } from "./loop.ts";
import { DEFAULT_POLICY, type RetryPolicy } from "./policy.ts";
import type { Subscription } from "./subscription.ts";

export interface DispatchOptions {
  readonly bus: SqliteBus;
  readonly subscriptions: readonly Subscription[];
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Aborted: nothing more is begun, handlers are told, and what they do not finish goes back into its queue. */
  readonly signal: AbortSignal;
  readonly retry?: Partial<RetryPolicy>;
  /** How long a handler has to end once its signal has aborted. */
  readonly graceMs?: number;
  /** How often to look for what other processes put into the queues. */
  readonly pollMs?: number;
  /**
   * Called before a message goes to the dead letters, to announce the failure. A `Transient` from here puts it off
   * until it comes again; any other error is logged, and the message is dead all the same.
   */
  readonly onDead?: (dying: Dying, error: unknown) => Promise<void>;
}

/** A message about to become a dead letter. */
export interface Dying {
  readonly subscription: string;
  readonly eventId: string;
  readonly envelope: unknown;
  readonly attempt: number;
}

export interface Dispatcher {
  /**
   * Ends when no message is in a queue of these subscriptions, at work, or waiting to be tried again; also when the
   * dispatcher was stopped. Rejects where the bus cannot be used any more.
   */
  idle(): Promise<void>;
  /** Begins nothing more, and ends when the handlers at work have. Rejects like `idle`. */
  stop(): Promise<void>;
}

const GRACE_MS = 10_000;
const POLL_MS = 500;

/** Declares the subscriptions on the bus, and hands them their events until it is stopped. */
export function dispatch(options: DispatchOptions): Dispatcher {
  const { bus, subscriptions, retry, graceMs = GRACE_MS, pollMs = POLL_MS } = options;
  bus.declare(subscriptions.map(({ name, pattern }) => ({ name, pattern })));
  const dispatcher = new Dispatch({ ...options, retry: { ...DEFAULT_POLICY, ...retry }, graceMs, pollMs });
  dispatcher.start();
  return dispatcher;
}
