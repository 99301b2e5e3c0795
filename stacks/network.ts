import { privateAcl } from "./network/acl.ts";
import { gatewayEndpoints, interfaceEndpoints } from "./network/endpoints.ts";
import { securityGroups } from "./network/security-groups.ts";
import type { Place } from "./parts/function.ts";
import type { Settings } from "./settings/types.ts";

export type Network = ReturnType<typeof network>;

/** A network of its own in which nothing is public, with a way to S3, DynamoDB and the services that are called. */
export function network(settings: Settings) {
  const { zones, nat } = settings.network;
  const vpc = new sst.aws.Vpc("Vpc", { az: zones, ...(nat !== "none" && { nat }) });
  const groups = securityGroups(vpc);
  gatewayEndpoints(vpc);
  interfaceEndpoints(vpc, groups.endpoints, settings);
  privateAcl(vpc);
  const inside: Place = {
    privateSubnets: vpc.privateSubnets as unknown as $util.Output<string>[],
    securityGroups: [groups.functions.id],
  };
  return { vpc, groups, ...places(inside, settings) };
}

/**
 * Where functions live. Those that read sources leave the VPC for a source on the Internet, unless there is a NAT.
 * In `sst dev` a function is a stub that must reach AppSync, so without a NAT all of them leave it.
 */
function places(inside: Place, { pipelines, network }: Settings) {
  const hasNat = network.nat !== "none";
  const wantsInternet = Object.values(pipelines).some(({ reach }) => reach === "internet");
  const ordinary = $dev && !hasNat ? undefined : inside;
  return { ordinary, sources: wantsInternet && !hasNat ? undefined : ordinary };
}
