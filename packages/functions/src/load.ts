import pipelines from "../../../pipelines/index.ts";
import { openManifests, openWarehouse } from "./ports/load-means.ts";
import { stageHandler } from "./stage-handler.ts";

export const handler = stageHandler("load", { pipelines, objects: openManifests, warehouse: openWarehouse });
