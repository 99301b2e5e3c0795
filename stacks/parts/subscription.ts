import { LONGEST_TIMEOUT } from "./function.ts";

/** What a stage or a subscriber says of itself, as the subscription lists have it. */
export interface Subscription {
  readonly name: string;
  readonly pattern: object;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memory: number;
}

export const lambdaTimeout = (timeout: number): number => Math.min(timeout, LONGEST_TIMEOUT);
