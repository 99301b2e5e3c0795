import subscribers from "../subscribers/index.ts";
import { takes } from "./grants.ts";
import { consume } from "./parts/consume.ts";
import { type MadeFunction, waybillFunction } from "./parts/function.ts";
import { subscriptionQueue } from "./parts/queue.ts";
import { route } from "./parts/rule.ts";
import { lambdaTimeout } from "./parts/subscription.ts";
import type { Settings } from "./settings/types.ts";
import { writeHandler } from "./subscribers/handler-file.ts";
import type { World } from "./world.ts";

export const subscriberQueues = (settings: Settings) =>
  Object.entries(subscribers).map(([name, { timeout }]) =>
    subscriptionQueue(name, lambdaTimeout(timeout), settings),
  );

/** A subscriber is one file in `subscribers/`; the rest of what it needs to be called is made here. */
export function subscriberFunctions(world: World): readonly MadeFunction[] {
  const { settings, bus, network, queueOf, queuesLink } = world;
  return Object.entries(subscribers).map(([name, { pattern, timeout, memory }]) => {
    const queue = queueOf(name);
    route(queue, { bus: bus.name, pattern, description: `Events for the subscriber ${name}` }, settings);
    const made = waybillFunction(
      name,
      {
        handler: writeHandler(name, $cli.paths.root),
        description: `Waybill subscriber: ${name}`,
        grants: [takes(queue, queuesLink)],
        timeout: lambdaTimeout(timeout),
        memory: settings.functions.memory[name] ?? memory,
        engine: false,
        place: network.ordinary,
        environment: {
          WAYBILL_SUBSCRIPTION: name,
          WAYBILL_MAX_RECEIVES: String(settings.queues.maxReceives),
        },
      },
      world,
    );
    consume(made.fn, queue, settings);
    return made;
  });
}
