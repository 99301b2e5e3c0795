import { api } from "./api.ts";
import { arrivalQueues, arrivals } from "./arrivals.ts";
import { budget } from "./budget.ts";
import { forwardToTenants } from "./bus/tenants.ts";
import { bus } from "./bus.ts";
import { lineage } from "./lineage.ts";
import { linksGiveNoPermission, queuesLink } from "./links.ts";
import { alertTopic } from "./monitoring/alerts.ts";
import { monitoring } from "./monitoring.ts";
import { network } from "./network.ts";
import { schedules } from "./schedules.ts";
import { security } from "./security.ts";
import { settingsFor } from "./settings/for-stage.ts";
import type { Settings } from "./settings/types.ts";
import { stageQueues, stages } from "./stages.ts";
import { storage } from "./storage.ts";
import { subscriberFunctions, subscriberQueues } from "./subscribers.ts";
import { warehouse } from "./warehouse.ts";
import { queueFinder, type World } from "./world.ts";

/** The whole of a stage, in the order in which its parts need each other. */
export function deploy() {
  const settings = settingsFor($app.stage);
  linksGiveNoPermission();
  const world = foundations(settings);
  const functions = [
    ...stages(world),
    ...subscriberFunctions(world),
    ...schedules(world),
    ...arrivals(world),
  ];
  const { made, url } = api(world);
  forwardToTenants(world);
  monitoring(world, [...functions, made]);
  security(world);
  budget(world.topic, settings);
  return { api: url, bus: world.bus.name, lineage: world.table.name, raw: world.storage.raw.name };
}

/** All that is there before the first function. */
function foundations(settings: Settings): World {
  const net = network(settings);
  const stored = storage(settings);
  const queues = [...stageQueues(settings), ...subscriberQueues(settings), ...arrivalQueues(settings)];
  return {
    settings,
    network: net,
    storage: stored,
    bus: bus(settings),
    table: lineage(stored.key, settings),
    warehouse: warehouse(net, stored, settings),
    queues,
    queuesLink: queuesLink(queues),
    queueOf: queueFinder(queues),
    topic: alertTopic(stored.key, settings),
    logKey: stored.key.arn,
  };
}
