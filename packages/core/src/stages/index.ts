export type { Delivery, Pipelines, Ports, StageSettings } from "./ports.ts";
export { type RunRequest, requestRetry, requestRun } from "./request.ts";
export { type StageSubscription, stageSubscriptions } from "./subscriptions.ts";
export { sweep } from "./sweep.ts";
