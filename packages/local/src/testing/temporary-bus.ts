import { SqliteBus } from "../bus/sqlite-bus.ts";
import type { State } from "../state/open.ts";
import { ManualClock } from "./manual-clock.ts";
import { temporaryState } from "./temporary-state.ts";

export interface TemporaryBus extends Disposable {
  readonly bus: SqliteBus;
  readonly clock: ManualClock;
  readonly state: State;
}

export const ALL = { name: "all", pattern: { source: ["waybill"] } } as const;
export const FAILURES = { name: "failures", pattern: { "detail-type": ["Failed"] } } as const;
export const VISIBILITY_MS = 30_000;

/** A bus with two subscriptions, `all` and `failures`, in a state of its own. */
export function temporaryBus(): TemporaryBus {
  const state = temporaryState();
  const clock = new ManualClock();
  const bus = new SqliteBus(state, { clock, visibilityMs: VISIBILITY_MS });
  bus.declare([ALL, FAILURES]);
  return { bus, clock, state, [Symbol.dispose]: () => state.close() };
}
