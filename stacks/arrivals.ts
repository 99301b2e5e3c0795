import { keepsLineage, publishes, takes } from "./grants.ts";
import { consume } from "./parts/consume.ts";
import { type MadeFunction, waybillFunction } from "./parts/function.ts";
import { subscriptionQueue } from "./parts/queue.ts";
import { route } from "./parts/rule.ts";
import type { Settings } from "./settings/types.ts";
import type { World } from "./world.ts";

const NAME = "file-arrival";

interface Awaited {
  readonly pipeline: string;
  readonly prefix: string;
}

const awaitedBy = ({ pipelines }: Settings): readonly Awaited[] =>
  Object.entries(pipelines).flatMap(([pipeline, { arrivals }]) =>
    arrivals === undefined ? [] : [{ pipeline, prefix: arrivals }],
  );

/** None, where no pipeline waits for files. */
export const arrivalQueues = (settings: Settings) =>
  awaitedBy(settings).length === 0
    ? []
    : [subscriptionQueue(NAME, settings.functions.timeout[NAME]!, settings)];

/** Pipelines that run when a file arrives: S3 tells the account's default bus of each new object. */
export function arrivals(world: World): readonly MadeFunction[] {
  const { settings, storage, bus, table, network, queueOf, queuesLink } = world;
  const awaited = awaitedBy(settings);
  if (awaited.length === 0) return [];
  new aws.s3.BucketNotification("RawNotification", { bucket: storage.raw.name, eventbridge: true });
  const queue = queueOf(NAME);
  route(
    queue,
    { bus: "default", pattern: objectCreated(storage.raw, awaited), description: "New source files" },
    settings,
  );
  const made = waybillFunction(
    NAME,
    {
      handler: `packages/functions/src/${NAME}.handler`,
      description: "Waybill: asks for a run of each new file",
      grants: [takes(queue, queuesLink), publishes(bus), keepsLineage(table, storage.key)],
      timeout: settings.functions.timeout[NAME]!,
      memory: settings.functions.memory[NAME]!,
      engine: false,
      place: network.ordinary,
      environment: {
        WAYBILL_SUBSCRIPTION: NAME,
        WAYBILL_MAX_RECEIVES: String(settings.queues.maxReceives),
        WAYBILL_ARRIVALS: JSON.stringify(awaited),
      },
    },
    world,
  );
  consume(made.fn, queue, settings);
  return [made];
}

/** The prefixes are said here, so that an upload elsewhere in the bucket wakes nothing. */
const objectCreated = (bucket: sst.aws.Bucket, awaited: readonly Awaited[]) => ({
  source: ["aws.s3"],
  "detail-type": ["Object Created"],
  detail: { bucket: { name: [bucket.name] }, object: { key: awaited.map(({ prefix }) => ({ prefix })) } },
});
