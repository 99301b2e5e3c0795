import { s3Reader } from "@waybill/aws/objects/reader";
import type { OpenedObjects } from "../compose.ts";
import { noObjects } from "./absent.ts";

/** For `load`: the warehouse itself reads the artifacts, and what the function reads is the list of them. */
export const openManifests = (): OpenedObjects => ({
  objects: { ...noObjects("load"), ...s3Reader() },
  clean: async () => {},
});
