import type { Random } from "./random.ts";

/** What kind of schedule it is. Rates are from 0 to 1. */
export interface Traits {
  readonly workers: number;
  /** Worker 0 sleeps most of the time, across generations. */
  readonly zombie: boolean;
  /** Messages come about in the order in which they were sent. */
  readonly ordered: boolean;
  /** What a second `publish` of an id does: nothing, as on a laptop, or another delivery, as on AWS. */
  readonly republish: "ignored" | "delivered";
  /** Per step of a worker. */
  readonly crashes: number;
  /** Per message. */
  readonly duplicates: number;
  /** Per piece of work: it fails for good, or for now. */
  readonly permanent: number;
  readonly transient: number;
  /** The warehouse refuses the load, whoever tries. */
  readonly loadRefused: boolean;
  /** A crash counts as a try, as on SQS: a message may die without a word, and a sweep has to end the run. */
  readonly mortal: boolean;
  /** Per call of a port: it is out for now, before or after the call did its work. */
  readonly outages: number;
  /** Per step of a worker: its time is over, and its signal aborts. */
  readonly timeouts: number;
  /** How often the operator asks again for what failed. */
  readonly retries: number;
  /** The first of these is asked for before anything has settled. */
  readonly impatient: boolean;
}

export function drawTraits(random: Random): Traits {
  const workers = 1 + random.int(4);
  const mortal = random.chance(0.2);
  return {
    workers,
    zombie: workers > 1 && random.chance(0.5),
    ordered: random.chance(0.3),
    republish: random.pick(["ignored", "delivered"]),
    crashes: random.next() * 0.1,
    duplicates: random.next() * 0.5,
    permanent: random.pick([0, 0.05, 0.1, 0.25]),
    transient: random.pick([0, 0, 0.1, 0.4]),
    loadRefused: random.chance(0.05),
    mortal,
    outages: mortal ? random.pick([0, 0.02, 0.05]) : 0,
    timeouts: random.pick([0, 0, 0.01]),
    retries: random.pick([0, 1, 2, 2]),
    impatient: random.chance(0.25),
  };
}
