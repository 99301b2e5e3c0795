import pipelines from "../../../pipelines/index.ts";
import { stageHandler } from "./stage-handler.ts";

export const handler = stageHandler("complete", { pipelines });
