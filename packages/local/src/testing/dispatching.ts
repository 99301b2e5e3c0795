import type { Envelope } from "@waybill/events";
import { type Dispatcher, type DispatchOptions, dispatch } from "../dispatcher/dispatch.ts";
import type { Subscription } from "../dispatcher/subscription.ts";
import { type RecordedMetrics, recordedMetrics } from "./recorded-metrics.ts";
import { ALL, type TemporaryBus, temporaryBus } from "./temporary-bus.ts";

type Handle = (
  envelope: Envelope,
  delivery: Parameters<Subscription["handle"]>[1],
) => Promise<"done" | "later">;

export interface Dispatching extends TemporaryBus, AsyncDisposable {
  readonly dispatcher: Dispatcher;
  readonly metrics: RecordedMetrics;
  readonly shutdown: AbortController;
}

export const subscribed = (handle: Handle, more: Partial<Subscription> = {}): Subscription => ({
  ...ALL,
  concurrency: 1,
  timeoutMs: 60_000,
  handle: (envelope, delivery) => handle(envelope as Envelope, delivery),
  ...more,
});

/** A bus with a dispatcher on a clock that stands still. */
export function dispatching(
  subscriptions: readonly Subscription[],
  options: Partial<DispatchOptions> = {},
): Dispatching {
  const subject = temporaryBus();
  const metrics = recordedMetrics();
  const shutdown = new AbortController();
  const { bus, clock } = subject;
  const dispatcher = dispatch({
    bus,
    clock,
    metrics,
    subscriptions,
    signal: shutdown.signal,
    graceMs: 100,
    ...options,
  });
  return {
    ...subject,
    dispatcher,
    metrics,
    shutdown,
    async [Symbol.asyncDispose]() {
      shutdown.abort();
      await clock.advance(1000);
      await dispatcher.stop().catch(() => {});
      subject[Symbol.dispose]();
    },
  };
}

/** Whether the promise is settled by now. */
export function watch(promise: Promise<unknown>): { over: boolean } {
  const state = { over: false };
  const end = () => {
    state.over = true;
  };
  promise.then(end, end);
  return state;
}
