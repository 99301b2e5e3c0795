import pipelines from "../../../pipelines/index.ts";
import { withEngine } from "./ports/with-engine.ts";
import { stageHandler } from "./stage-handler.ts";

export const handler = stageHandler("validate", { pipelines, ...withEngine });
