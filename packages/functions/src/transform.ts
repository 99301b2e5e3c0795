import pipelines from "../../../pipelines/index.ts";
import { openEngine } from "./ports/engine.ts";
import { stageHandler } from "./stage-handler.ts";

export const handler = stageHandler("transform", { pipelines, engine: openEngine });
