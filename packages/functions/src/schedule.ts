import pipelines from "../../../pipelines/index.ts";
import { scheduled } from "./triggers/schedule.ts";

export const handler = scheduled(pipelines);
