export { redshiftWarehouse } from "./redshift-warehouse.ts";
export type { RedshiftOptions } from "./settings.ts";
export type { TableLayout } from "./tables/columns.ts";
