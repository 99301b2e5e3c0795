import { Transient } from "@waybill/core";

/** What an invocation keeps of its time to say that it is over, and to give back what is not done. */
const RESERVE_MS = 8_000;

export interface Clocked {
  getRemainingTimeInMillis(): number;
}

/**
 * Work that ends before Lambda ends it. When the time is nearly over its signal aborts; work that does not heed the
 * signal is left behind. Errors: `Transient` `delivery.timeout`, and those of the work.
 */
export async function withinTime<T>(
  what: string,
  context: Clocked,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const remaining = context.getRemainingTimeInMillis();
  const ending = new AbortController();
  const over = Promise.withResolvers<never>();
  const outOfTime = new Transient("delivery.timeout", `${what} ran out of its time`, {
    why: `Lambda would have ended it ${RESERVE_MS / 1000} s later`,
    next: `raise functions.timeout["${what}"] or functions.memory["${what}"] in stacks/settings.ts, or give it smaller partitions`,
  });
  const abort = setTimeout(() => ending.abort(outOfTime), Math.max(0, remaining - RESERVE_MS));
  const leave = setTimeout(() => over.reject(outOfTime), Math.max(0, remaining - RESERVE_MS / 2));
  try {
    return await Promise.race([work(ending.signal), over.promise]);
  } finally {
    clearTimeout(abort);
    clearTimeout(leave);
  }
}
