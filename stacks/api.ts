import { delivers, keepsLineage, mindsDeadLetters, publishes, readsObjects } from "./grants.ts";
import { waybillFunction } from "./parts/function.ts";
import { nameOf } from "./parts/names.ts";
import type { World } from "./world.ts";

/** How `waybill --stage` finds the API of a stage, in the account that it is signed in to. */
const apiParameter = () => `/${$app.name}/${$app.stage}/api`;

/** Lineage, dead letters and acts over HTTP; every call is signed by IAM. */
export function api(world: World) {
  const { settings, network } = world;
  const made = waybillFunction(
    "api",
    {
      handler: "packages/functions/src/api.handler",
      description: "Waybill: lineage, dead letters and acts",
      grants: grantsOfApi(world),
      timeout: settings.functions.timeout.api!,
      memory: settings.functions.memory.api!,
      engine: false,
      place: network.ordinary,
    },
    world,
  );
  const gateway = new sst.aws.ApiGatewayV2("Api", {
    cors: false,
    accessLog: { retention: "1 month" },
    transform: {
      api: { name: nameOf("api") },
      stage: (args) => {
        args.defaultRouteSettings = {
          throttlingBurstLimit: settings.api.burst,
          throttlingRateLimit: settings.api.requestsPerSecond,
        };
      },
      logGroup: (args) => {
        args.retentionInDays = settings.logs.retentionDays;
        args.kmsKeyId = world.logKey;
      },
    },
  });
  gateway.route("$default", made.fn.arn, { auth: { iam: true } });
  new aws.ssm.Parameter("ApiParameter", {
    name: apiParameter(),
    type: "String",
    value: gateway.url,
    description: "Where the waybill command finds this stage",
  });
  return { made, url: gateway.url };
}

const grantsOfApi = (world: World) => [
  publishes(world.bus),
  keepsLineage(world.table, world.storage.key),
  readsObjects(world.storage.staging, world.storage.key),
  readsObjects(world.storage.quarantine, world.storage.key),
  delivers(world.queues, world.queuesLink),
  mindsDeadLetters(world.queues, world.queuesLink),
];
