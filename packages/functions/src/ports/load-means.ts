import { smallObjects } from "@waybill/aws/objects/small";
import { redshiftWarehouse } from "@waybill/aws/warehouse";
import type { Warehouse } from "@waybill/core";
import type { OpenedObjects } from "../compose.ts";
import { linked } from "../resources.ts";
import { noObjects } from "./absent.ts";

const staging = () => smallObjects({ bucket: linked("Staging").name });

/** The warehouse itself reads the artifacts; what `load` reads is the list of them. */
export const openManifests = (): OpenedObjects => ({
  objects: { ...noObjects("load"), ...staging() },
  clean: async () => {},
});

/** `load` does not wait: the statement's event brings it back. */
export function openWarehouse(): Warehouse {
  const { workgroup, cluster, database, secret, role } = linked("Warehouse");
  return redshiftWarehouse({
    settings: {},
    place: workgroup === "" ? { cluster } : { workgroup },
    database,
    secretArn: secret,
    role,
    staging: { objects: staging(), prefix: "loads" },
    statementEvents: true,
  });
}
