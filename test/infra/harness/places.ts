import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../../..");
export const SST = join(ROOT, ".sst");
/** SST's components and their libraries, as `sst install` writes them. */
export const PLATFORM = join(SST, "platform");
export const OUT = join(SST, "test");
