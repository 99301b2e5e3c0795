import type { Lineage } from "../../ports/lineage.ts";
import { CRIMES, type Crime } from "./crime.ts";
import { Play } from "./play.ts";
import { RIGHT, type Variant } from "./variant.ts";
import { verdict } from "./verdict.ts";
import { World } from "./world.ts";

export interface Simulated {
  readonly crimes: readonly Crime[];
  readonly steps: number;
  readonly crashes: number;
  readonly sweeps: number;
  readonly mortal: boolean;
  readonly generation: number;
  readonly outcome: "completed" | "failed" | null;
}

/** One run under the schedule of this seed. The same seed is the same schedule, step by step. */
export async function simulate(seed: number, variant: Variant = RIGHT, lineage?: Lineage): Promise<Simulated> {
  const world = new World(seed, variant, lineage);
  const play = new Play(world, variant);
  const ended = await play.run();
  const crimes = await verdict(world, ended);
  const run = await world.lineage.getRun(world.runId);
  return {
    crimes,
    steps: world.steps,
    crashes: play.crashes,
    sweeps: play.sweeps,
    mortal: world.traits.mortal,
    generation: run?.generation ?? 0,
    outcome: run?.outcome ?? null,
  };
}

/** What a schedule is accused of, for people, with the seed that shows it again. */
export const accusation = (seed: number, { crimes }: Simulated): string =>
  [`seed ${seed}:`, ...crimes.map((crime) => `${crime}: ${CRIMES[crime]}`)].join("\n  ");
