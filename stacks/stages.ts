import { stageSubscriptions } from "@waybill/core/stages";
import { consume } from "./parts/consume.ts";
import { type MadeFunction, waybillFunction } from "./parts/function.ts";
import { subscriptionQueue } from "./parts/queue.ts";
import { route } from "./parts/rule.ts";
import { lambdaTimeout, type Subscription } from "./parts/subscription.ts";
import type { Settings } from "./settings/types.ts";
import { grantsOfStages } from "./stages/grants-of-stages.ts";
import type { World } from "./world.ts";

/** Stages that run DuckDB. Whoever closes a run's last unit settles the run, so that each of them may come to it. */
const WITH_ENGINE = new Set(["plan", "extract", "transform", "validate"]);
/** Stages that read sources: they are where the sources can be reached. */
const READ_SOURCES = new Set(["plan", "extract"]);

/** The event that Redshift's Data API sends when a statement has ended. It comes on the account's default bus. */
const loadCompleted: Subscription = {
  name: "load-completed",
  pattern: {
    source: ["aws.redshift-data"],
    "detail-type": ["Redshift Data Statement Status Change"],
    detail: { statementName: [{ prefix: "waybill:" }] },
  },
  timeout: 60,
  memory: 256,
};

/** The queues come first: functions are told all of them, and may wake each other. */
export const stageQueues = (settings: Settings) =>
  [...stageSubscriptions, loadCompleted].map((subscription) =>
    subscriptionQueue(subscription.name, timeoutOf(subscription, settings), settings),
  );

/** A rule, a queue, two dead-letter queues and a function for each stage. */
export function stages(world: World): readonly MadeFunction[] {
  const made = stageSubscriptions.map((subscription) => stage(subscription, world.bus.name, world));
  return [...made, stage(loadCompleted, "default", world)];
}

function stage(subscription: Subscription, bus: $util.Input<string>, world: World): MadeFunction {
  const { name, pattern, memory } = subscription;
  const { settings, network } = world;
  const queue = world.queueOf(name);
  route(queue, { bus, pattern, description: `Events for ${name}` }, settings);
  const made = waybillFunction(
    name,
    {
      handler: `packages/functions/src/${name}.handler`,
      description: `Waybill: ${name}`,
      grants: grantsOfStages(name, world),
      timeout: timeoutOf(subscription, settings),
      memory: settings.functions.memory[name] ?? memory,
      engine: WITH_ENGINE.has(name),
      place: READ_SOURCES.has(name) ? network.sources : network.ordinary,
      environment: {
        WAYBILL_SUBSCRIPTION: name,
        WAYBILL_MAX_RECEIVES: String(settings.queues.maxReceives),
      },
    },
    world,
  );
  consume(made.fn, queue, settings);
  return made;
}

const timeoutOf = ({ name, timeout }: Subscription, { functions }: Settings): number =>
  lambdaTimeout(functions.timeout[name] ?? timeout);
