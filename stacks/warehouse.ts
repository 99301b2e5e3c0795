import type { Network } from "./network.ts";
import { here } from "./parts/policy.ts";
import type { Settings } from "./settings/types.ts";
import type { Storage } from "./storage.ts";
import { copyRole } from "./warehouse/copy-role.ts";
import { serverless } from "./warehouse/serverless.ts";

/** What a loading function is told, and what it must be allowed. */
export interface WarehouseAccess {
  readonly link: sst.Linkable<object>;
  /** Of the workgroup or the cluster. */
  readonly arn: $util.Input<string>;
  /** Of the secret with the user that loads. */
  readonly secret: $util.Input<string>;
}

interface Place {
  readonly name: $util.Input<string>;
  readonly workgroup: $util.Input<string>;
  readonly cluster: string;
  readonly arn: $util.Input<string>;
  readonly secret: $util.Input<string>;
  readonly role: $util.Input<string>;
}

/** Redshift: a workgroup made here, or a cluster that is there already. */
export function warehouse(network: Network, storage: Storage, settings: Settings): WarehouseAccess {
  const { database } = settings.warehouse;
  const place = placeOf(network, storage, settings);
  const { arn, secret, ...told } = place;
  return { arn, secret, link: new sst.Linkable("Warehouse", { properties: { ...told, secret, database } }) };
}

function placeOf(network: Network, storage: Storage, settings: Settings): Place {
  const { warehouse } = settings;
  if (warehouse.kind === "cluster") {
    const { account, region } = here();
    return {
      name: `redshift:${warehouse.cluster}/${warehouse.database}`,
      workgroup: "",
      cluster: warehouse.cluster,
      arn: $interpolate`arn:aws:redshift:${region}:${account}:cluster:${warehouse.cluster}`,
      secret: warehouse.secretArn,
      role: warehouse.copyRoleArn,
    };
  }
  const role = copyRole(storage);
  const { workgroup, namespace } = serverless(warehouse, { network, key: storage.key, role });
  return {
    name: $interpolate`redshift:${workgroup.workgroupName}/${warehouse.database}`,
    workgroup: workgroup.workgroupName,
    cluster: "",
    arn: workgroup.arn,
    secret: namespace.adminPasswordSecretArn,
    role: role.arn,
  };
}
