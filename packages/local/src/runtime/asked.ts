import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { diskFailure, hasCode } from "../disk/failure.ts";
import { makeFolder } from "../disk/make-folder.ts";

/** One empty file a run, by its id. */
const place = (state: string, pipeline: string): string => join(resolve(state), "asked", pipeline);

/**
 * Runs of this pipeline that were asked for and of which nobody was told yet how they ended, the newest first. This
 * outlives a kill: who types the same command again still asks for the same run, even if that was over just before.
 */
export function askedFor(state: string, pipeline: string): readonly string[] {
  const folder = place(state, pipeline);
  try {
    return readdirSync(folder).sort().reverse();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw failure(error, "read which runs were asked for", folder);
  }
}

/** Notes that this run is asked for. Before anything is announced of it. */
export function askFor(state: string, pipeline: string, runId: string): void {
  const folder = place(state, pipeline);
  try {
    makeFolder(folder);
    writeFileSync(join(folder, runId), "");
  } catch (error) {
    throw failure(error, "note which run was asked for", join(folder, runId));
  }
}

/** Whoever asked for this run was told how it ended: the same command asks for a new one from now on. */
export function answered(state: string, pipeline: string, runId: string): void {
  rmSync(join(place(state, pipeline), runId), { force: true });
}

const failure = (error: unknown, doing: string, path: string): unknown =>
  diskFailure(error, { area: "state", doing, path });
