import { setImmediate as nextTurn } from "node:timers/promises";
import type { Lineage } from "../../ports/lineage.ts";
import { CRIMES, type Crime } from "./crime.ts";
import { Play } from "./play.ts";
import { RIGHT, type Variant } from "./variant.ts";
import { verdict } from "./verdict.ts";
import { World } from "./world.ts";

export interface Simulated {
  readonly seed: number;
  readonly crimes: readonly Crime[];
  readonly outcome: "completed" | "failed" | null;
  readonly generation: number;
  /** Of all workers together. */
  readonly steps: number;
  readonly crashes: number;
  readonly sweeps: number;
  readonly deadLetters: number;
}

export interface Schedule {
  readonly seed: number;
  /** Absent: the house as it is. */
  readonly variant?: Variant;
  /** Where the hops and items of the run are kept. Absent: in memory. */
  readonly lineage?: Lineage;
}

/** One run under the schedule of this seed. The same seed is the same schedule, step by step. */
export async function simulate(schedule: Schedule): Promise<Simulated> {
  const world = worldOf(schedule);
  const { ended, crashes, sweeps } = await play(world, schedule);
  const run = await world.lineage.getRun(world.runId);
  return {
    seed: schedule.seed,
    crimes: await verdict(world, ended),
    outcome: run?.outcome ?? null,
    generation: run?.generation ?? 0,
    steps: world.steps,
    crashes,
    sweeps,
    deadLetters: world.queue.deadLetters,
  };
}

/** The world after the schedule has come to its end, for who wants to look around in it. */
export async function playedWorld(schedule: Schedule): Promise<World> {
  const world = worldOf(schedule);
  await play(world, schedule);
  return world;
}

const worldOf = ({ seed, variant = RIGHT, lineage }: Schedule): World => new World(seed, variant, lineage);

async function play(world: World, { variant = RIGHT }: Schedule) {
  // Whoever plays thousands still answers in between.
  await nextTurn();
  const played = new Play(world, variant);
  const ended = await played.run();
  return { ended, crashes: played.crashes, sweeps: played.sweeps };
}

export interface Schedules extends Omit<Schedule, "seed"> {
  /** The first seed; the others follow. */
  readonly first?: number;
  readonly schedules: number;
}

/** The first of these schedules in which something goes wrong; null where nothing does. */
export async function firstGuilty(asked: Schedules): Promise<Simulated | null> {
  const { first = 1, schedules, ...schedule } = asked;
  for (let seed = first; seed < first + schedules; seed++) {
    const simulated = await simulate({ ...schedule, seed });
    if (simulated.crimes.length > 0) return simulated;
  }
  return null;
}

/** Throws at the first crime, with the seed that shows it again. */
export async function expectInnocent(asked: Schedules): Promise<void> {
  const guilty = await firstGuilty(asked);
  if (guilty) throw new Error(accusation(guilty));
}

const accusation = ({ seed, crimes }: Simulated): string =>
  [`seed ${seed}:`, ...crimes.map((crime) => `${crime}: ${CRIMES[crime]}`)].join("\n  ");
