import { s3Reader } from "@waybill/aws/objects";
import type { OpenedObjects } from "../compose.ts";
import { linked } from "../resources.ts";
import { noObjects } from "./absent.ts";

/** For `load`: the warehouse itself reads the artifacts, and what the function reads is the list of them. */
export const openManifests = (): OpenedObjects => ({
  objects: { ...noObjects("load"), ...s3Reader({ settings: {}, bucket: linked("Staging").name }) },
  clean: async () => {},
});
