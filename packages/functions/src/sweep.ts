import pipelines from "../../../pipelines/index.ts";
import { openEngine } from "./ports/engine.ts";
import { sweeping } from "./triggers/sweep.ts";

export const handler = sweeping({ pipelines, engine: openEngine });
