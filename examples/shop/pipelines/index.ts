/** The pipelines of this project: `waybill run` knows them by name. */
export default ["./orders.ts", "./clicks.ts", "./rates.ts"];
