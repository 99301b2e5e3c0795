import { readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Usage } from "@waybill/core";
import { diskFailure, hasCode } from "../disk/failure.ts";
import { makeFolder } from "../disk/make-folder.ts";
import type { Layout } from "./layout.ts";

/** Below each run's artifacts: what is not committed yet. */
export const DRAFTS_FOLDER = ".drafts";

export function makeFolders(layout: Layout): void {
  try {
    for (const path of [layout.folder, layout.artifacts, layout.temp]) makeFolder(path);
  } catch (error) {
    if (hasCode(error, "EEXIST", "ENOTDIR")) {
      throw new Usage("state.not-a-folder", "the state needs a folder, and there is a file in its place", {
        where: layout.folder,
        next: "name another folder: --state <folder>",
        cause: error,
      });
    }
    throw diskFailure(error, { area: "state", doing: "make the state folder", path: layout.folder });
  }
}

/**
 * Removes what a killed process was still writing: spilled rows, drafts of artifacts. Only for who holds the lock:
 * nobody else is writing then.
 */
export function clearLeftovers({ folder, temp, artifacts }: Layout): void {
  try {
    for (const entry of readdirSync(temp)) rmSync(join(temp, entry), { recursive: true, force: true });
    const runs = readdirSync(artifacts).map((run) => join(artifacts, run));
    for (const folder of [artifacts, ...runs])
      rmSync(join(folder, DRAFTS_FOLDER), { recursive: true, force: true });
    for (const run of runs) removeIfEmpty(run);
  } catch (error) {
    throw diskFailure(error, { area: "state", doing: "clear what a killed process left", path: folder });
  }
}

/** A run whose objects were all deleted. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!hasCode(error, "ENOTEMPTY", "EEXIST", "ENOTDIR", "ENOENT")) throw error;
  }
}
