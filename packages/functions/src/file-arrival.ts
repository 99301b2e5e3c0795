import pipelines from "../../../pipelines/index.ts";
import { fileArrival } from "./triggers/file-arrival.ts";

export const handler = fileArrival(pipelines);
