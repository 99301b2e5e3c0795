import type { Clock } from "@waybill/core";
import { type Refusal, refusalError } from "./refusal.ts";

export interface Refused<T> {
  readonly item: T;
  readonly refusal: Refusal;
}

/** How long a call that succeeds in part is repeated for the other part. */
export interface Patience {
  readonly tries: number;
  /** Milliseconds before the second try, at most; each further wait may be twice as long. */
  readonly firstMs: number;
}

/** 1.5 s at most: beyond that the queue tries again. */
export const PATIENCE: Patience = { tries: 5, firstMs: 100 };

export interface BatchMeans<T> {
  /** One call to AWS. Gives back what it did not take. */
  readonly call: (items: readonly T[]) => Promise<readonly Refused<T>[]>;
  readonly onTaken: (items: readonly T[]) => void;
  readonly patience: Patience;
  readonly clock: Clock;
}

/** Sends one batch, and what failed of it alone again. Throws what AWS said last; some may have been taken by then. */
export async function sendBatch<T>(
  batch: readonly T[],
  { call, onTaken, patience, clock }: BatchMeans<T>,
): Promise<void> {
  let rest = batch;
  for (let attempt = 1; rest.length > 0; attempt++) {
    const refused = await call(rest);
    const left = new Set(refused.map(({ item }) => item));
    onTaken(rest.filter((item) => !left.has(item)));
    const worst = refused.find(({ refusal }) => refusal.final) ?? refused[0];
    if (worst && (worst.refusal.final || attempt >= patience.tries)) throw refusalError(worst.refusal);
    rest = [...left];
    if (rest.length > 0) await clock.sleep(jittered(patience, attempt));
  }
}

/** Anything up to twice the wait before, so that those who failed together do not come back together. */
const jittered = ({ firstMs }: Patience, attempt: number): number =>
  Math.random() * firstMs * 2 ** (attempt - 1);
