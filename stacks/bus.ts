import { EVENT_SOURCE } from "@waybill/events";
import { schemaRegistry } from "./bus/registry.ts";
import { letTenantsAsk } from "./bus/tenants.ts";
import type { Settings } from "./settings/types.ts";

/** The bus, what was ever on it, what its events look like, and the other accounts that may use it. */
export function bus(settings: Settings): sst.aws.Bus {
  const bus = new sst.aws.Bus("Bus");
  new aws.cloudwatch.EventArchive("BusArchive", {
    description: "Every event, for a replay to a new subscriber",
    eventSourceArn: bus.arn,
    eventPattern: JSON.stringify({ source: [EVENT_SOURCE] }),
    retentionDays: settings.bus.archiveDays,
  });
  schemaRegistry();
  letTenantsAsk(bus, settings);
  return bus;
}
