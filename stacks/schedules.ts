import { stageSubscriptions } from "@waybill/core/stages";
import { delivers, type Grant, keepsFailures, keepsLineage, knows, publishes, watches } from "./grants.ts";
import { alarmOnLetters } from "./parts/alarm.ts";
import { type MadeFunction, waybillFunction } from "./parts/function.ts";
import { pascal } from "./parts/names.ts";
import { keptQueue } from "./parts/queue.ts";
import { worker } from "./stages/grants-of-stages.ts";
import type { World } from "./world.ts";

/** The scheduler fills this in: the minute that was meant, also where it calls late or twice. */
const SCHEDULED_TIME = "<aws.scheduler.scheduled-time>";

/** Pipelines that run by the clock, and the sweep, which ends runs that stopped without a word. */
export function schedules(world: World): readonly MadeFunction[] {
  const missed = keptQueue("schedules-undelivered", world.settings);
  alarmOnLetters(
    "schedules-undelivered",
    missed,
    world.topic,
    "A schedule's call was lost: its run was not asked for",
  );
  return [...scheduled(missed, world), sweep(missed, world)];
}

function sweep(missed: sst.aws.Queue, world: World): MadeFunction {
  const { sweepEveryMinutes, retries } = world.settings.schedules;
  const made = clockFunction("sweep", "ends runs that stopped without a word", sweeps(world), missed, world);
  new sst.aws.CronV2("SweepSchedule", {
    schedule: `rate(${sweepEveryMinutes} minutes)`,
    function: made.fn.arn,
    retries,
    dlq: missed.arn,
  });
  return made;
}

/** Goes on with runs as their stages would, asks `load` after a load, and looks whether events are still under way. */
const sweeps = (world: World): readonly Grant[] => [
  ...worker(world),
  delivers([world.queueOf("load")], world.queuesLink),
  watches(
    stageSubscriptions.map(({ name }) => world.queueOf(name)),
    world.queuesLink,
  ),
];

function scheduled(missed: sst.aws.Queue, world: World): readonly MadeFunction[] {
  const { pipelines, schedules } = world.settings;
  const byClock = Object.entries(pipelines).filter(([, { schedule }]) => schedule !== undefined);
  if (byClock.length === 0) return [];
  const grants = [
    publishes(world.bus),
    keepsLineage(world.table, world.storage.key),
    knows(world.queuesLink),
  ];
  const made = clockFunction("schedule", "asks for a run", grants, missed, world);
  for (const [pipeline, { schedule, timezone }] of byClock) {
    new sst.aws.CronV2(`${pascal(pipeline)}Schedule`, {
      schedule: schedule as `cron(${string})`,
      timezone: timezone ?? "UTC",
      function: made.fn.arn,
      event: { pipeline, scheduledTime: SCHEDULED_TIME },
      retries: schedules.retries,
      dlq: missed.arn,
    });
  }
  return [made];
}

function clockFunction(
  name: "schedule" | "sweep",
  does: string,
  grants: readonly Grant[],
  missed: sst.aws.Queue,
  world: World,
) {
  const { settings, network } = world;
  const made = waybillFunction(
    name,
    {
      handler: `packages/functions/src/${name}.handler`,
      description: `Waybill: ${does}`,
      grants: [...grants, keepsFailures(missed)],
      timeout: settings.functions.timeout[name]!,
      memory: settings.functions.memory[name]!,
      engine: name === "sweep",
      place: network.ordinary,
    },
    world,
  );
  keepWhatFailed(name, made.fn, missed);
  return made;
}

/** The scheduler hands its call over and forgets it: Lambda itself must keep one that failed. */
function keepWhatFailed(name: string, fn: sst.aws.Function, into: sst.aws.Queue): void {
  new aws.lambda.FunctionEventInvokeConfig(`${pascal(name)}Failures`, {
    functionName: fn.name,
    maximumRetryAttempts: 2,
    destinationConfig: { onFailure: { destination: into.arn } },
  });
}
