import {
  delivers,
  type Grant,
  keepsLineage,
  keepsObjects,
  knows,
  loads,
  publishes,
  readsLineage,
  readsObjects,
  takes,
} from "../grants.ts";
import type { World } from "../world.ts";

/** What each stage may do: the map that a security review reads. */
export function grantsOfStages(name: string, world: World): readonly Grant[] {
  const own = takes(world.queueOf(name), world.queuesLink);
  const extra = EXTRA[name];
  if (extra === undefined)
    throw new Error(`${name} is a stage for which nothing says what it may do: grants-of-stages.ts`);
  return [own, ...extra(world)];
}

const EXTRA: Readonly<Record<string, (world: World) => readonly Grant[]>> = {
  plan: (world) => [...worker(world), readsRaw(world)],
  extract: (world) => [...worker(world), readsRaw(world)],
  transform: (world) => worker(world),
  validate: (world) => worker(world),
  load: (world) => [...hop(world), artifacts(world), readsQuarantine(world), loads(world.warehouse)],
  complete: (world) => [...hop(world), readsStaging(world), readsQuarantine(world)],
  "load-completed": ({ bus, table, storage, queueOf, queuesLink }) => [
    knows(bus),
    readsLineage(table, storage.key),
    delivers([queueOf("load")], queuesLink),
  ],
};

/** Records a hop and announces it. */
const hop = ({ bus, table, storage }: World): readonly Grant[] => [
  publishes(bus),
  keepsLineage(table, storage.key),
];

const artifacts = ({ storage }: World): Grant => keepsObjects(storage.staging, storage.key);
const readsStaging = ({ storage }: World): Grant => readsObjects(storage.staging, storage.key);
const readsQuarantine = ({ storage }: World): Grant => readsObjects(storage.quarantine, storage.key);
const readsRaw = ({ storage }: World): Grant => readsObjects(storage.raw, storage.key);

/** Works on units, wakes those that waited for one, and settles the run after the last. */
export const worker = (world: World): readonly Grant[] => [
  ...hop(world),
  artifacts(world),
  keepsObjects(world.storage.quarantine, world.storage.key),
  delivers([world.queueOf("transform")], world.queuesLink),
];
