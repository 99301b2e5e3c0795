import { downloadLinks } from "@waybill/aws/download-links";
import { queueClient, sqsDeadLetters } from "@waybill/aws/queues";
import { systemClock } from "@waybill/core";
import pipelines from "../../../pipelines/index.ts";
import { apiHandler, deadLetterQueues } from "./api/index.ts";
import { openBus, openLineage, openMetrics, stageSettings } from "./compose.ts";
import { environment } from "./environment.ts";
import { DeployedPipelines } from "./ports/pipelines.ts";
import { linked } from "./resources.ts";

export const handler = apiHandler(() => {
  const env = environment();
  return {
    stage: env.WAYBILL_STAGE,
    lineage: openLineage(env),
    bus: openBus(),
    clock: systemClock,
    settings: stageSettings(env),
    pipelines: new DeployedPipelines(pipelines),
    deadLetters: sqsDeadLetters(queueClient(), deadLetterQueues(linked("Queues"))),
    links: downloadLinks(),
    metrics: openMetrics("api"),
  };
});
