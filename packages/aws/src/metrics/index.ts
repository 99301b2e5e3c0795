export { type CloudWatchOptions, cloudWatchMetrics } from "./cloud-watch.ts";
export { labelled } from "./labelled.ts";
