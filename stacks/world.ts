import type { Network } from "./network.ts";
import type { SubscriptionQueue } from "./parts/queue.ts";
import type { Settings } from "./settings/types.ts";
import type { Storage } from "./storage.ts";
import type { WarehouseAccess } from "./warehouse.ts";

/** What is there before the first function is made. */
export interface World {
  readonly settings: Settings;
  readonly network: Network;
  readonly storage: Storage;
  readonly bus: sst.aws.Bus;
  readonly table: sst.aws.Dynamo;
  readonly warehouse: WarehouseAccess;
  readonly queues: readonly SubscriptionQueue[];
  readonly queuesLink: sst.Linkable<object>;
  readonly queueOf: (subscription: string) => SubscriptionQueue;
  /** Where a person is told. */
  readonly topic: aws.sns.Topic;
  readonly logKey: $util.Input<string>;
}

export function queueFinder(queues: readonly SubscriptionQueue[]): World["queueOf"] {
  const byName = new Map(queues.map((queue) => [queue.name, queue]));
  return (name) => {
    const queue = byName.get(name);
    if (queue === undefined)
      throw new Error(`no subscription is called ${name}; there are ${[...byName.keys()].join(", ")}`);
    return queue;
  };
}
