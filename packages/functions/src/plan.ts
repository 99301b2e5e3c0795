import pipelines from "../../../pipelines/index.ts";
import { withEngine } from "./ports/with-engine.ts";
import { linked } from "./resources.ts";
import { stageHandler } from "./stage-handler.ts";

/** The pipeline's `data/orders.csv` is the object of that key in the bucket of source files. */
const base = () => `s3://${linked("Raw").name}`;

export const handler = stageHandler("plan", { pipelines, ...withEngine, base });
