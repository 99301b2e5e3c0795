import pipelines from "../../../pipelines/index.ts";
import { openWarehouse } from "./ports/warehouse.ts";
import { stageHandler } from "./stage-handler.ts";

export const handler = stageHandler("load", { pipelines, warehouse: openWarehouse });
