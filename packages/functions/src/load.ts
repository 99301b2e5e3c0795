import pipelines from "../../../pipelines/index.ts";
import { openManifests } from "./ports/manifests.ts";
import { openWarehouse } from "./ports/warehouse.ts";
import { stageHandler } from "./stage-handler.ts";

export const handler = stageHandler("load", { pipelines, objects: openManifests, warehouse: openWarehouse });
