import { Permanent, type Warehouse } from "@waybill/core";
export const openWarehouse = (): Warehouse => {
  throw new Permanent("x", "x");
};
