/** The pipelines of this project: `waybill run` knows them by name. */
export default {
  orders: () => import("./orders.ts"),
  clicks: () => import("./clicks.ts"),
  rates: () => import("./rates.ts"),
};
