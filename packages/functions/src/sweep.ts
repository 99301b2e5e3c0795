import pipelines from "../../../pipelines/index.ts";
import { withEngine } from "./ports/with-engine.ts";
import { sweeping } from "./triggers/sweep.ts";

export const handler = sweeping({ pipelines, ...withEngine });
