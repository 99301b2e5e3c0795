import { EVENT_SOURCE } from "@waybill/events";
import { nameOf, pascal } from "../parts/names.ts";
import { policy, takenBy } from "../parts/policy.ts";
import { eventRule, ruleTarget, undeliveredFor } from "../parts/rule.ts";
import type { Settings, Tenant } from "../settings/types.ts";
import type { World } from "../world.ts";

/** Another account may put requests for runs on the bus, and nothing else: no stage's word can be forged from there. */
export function letTenantsAsk(bus: sst.aws.Bus, { tenants }: Settings): void {
  if (tenants.length === 0) return;
  new aws.cloudwatch.EventBusPolicy("BusPolicy", {
    eventBusName: bus.name,
    policy: policy(
      tenants.map(({ name, account }) => ({
        Sid: `Requests${pascal(name)}`,
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "events:PutEvents",
        Resource: bus.arn,
        Condition: { StringEquals: { "events:source": EVENT_SOURCE, "events:detail-type": "Requested" } },
      })),
    ),
  });
}

/** A tenant's events go to the bus of its own account, where it makes its own rules. */
export function forwardToTenants(world: World): void {
  for (const tenant of world.settings.tenants) {
    if (tenant.bus !== undefined) forward({ ...tenant, bus: tenant.bus }, world);
  }
}

function forward(tenant: Tenant & { readonly bus: string }, world: World): void {
  const { bus, settings } = world;
  const name = `tenant-${tenant.name}`;
  const rule = eventRule(name, {
    bus: bus.name,
    description: `Events of ${tenant.name}, for its own account`,
    pattern: { source: [EVENT_SOURCE], detail: { metadata: { tenant: [tenant.name] } } },
  });
  const role = new aws.iam.Role(`${pascal(name)}Role`, {
    name: nameOf(name),
    assumeRolePolicy: takenBy("events.amazonaws.com"),
    inlinePolicies: [
      {
        name: "forward",
        policy: policy([
          { Sid: "ToItsBus", Effect: "Allow", Action: "events:PutEvents", Resource: tenant.bus },
        ]),
      },
    ],
    tags: { "waybill:tenant": tenant.name },
  });
  ruleTarget(name, {
    rule,
    bus: bus.name,
    arn: tenant.bus,
    undelivered: undeliveredFor(name, rule, world).arn,
    settings,
    more: { roleArn: role.arn },
  });
}
