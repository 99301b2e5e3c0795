import { alarmsOfFunction, alarmsOfQueue } from "./monitoring/alarms.ts";
import { dashboard } from "./monitoring/dashboard.ts";
import { runLog } from "./monitoring/runs.ts";
import type { World } from "./world.ts";

/** What a function is watched for. */
export interface Watched {
  readonly name: string;
  /** Seconds. */
  readonly timeout: number;
}

/** Who is told what, and the page that shows it. */
export function monitoring(world: World, watched: readonly Watched[]): void {
  const { topic } = world;
  for (const queue of world.queues) alarmsOfQueue(queue, topic, world.settings);
  for (const fn of watched) alarmsOfFunction(fn, topic, world.settings);
  runLog(world);
  dashboard(world, watched);
}
