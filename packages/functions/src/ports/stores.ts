import { join } from "node:path";
import { s3Store } from "@waybill/aws/store";
import type { SourceStores } from "@waybill/core";
import type { Environment } from "../environment.ts";

/** Sources may lie in S3. A function has no other files than those. */
export const sourceStores = (env: Environment): SourceStores => ({
  byScheme: { s3: () => s3Store({}) },
  folder: join(env.WAYBILL_WORK_FOLDER, "sources"),
});
