import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { hasCode } from "./failure.ts";

/**
 * Makes the folder and those above it; right where it is there already. Node's own recursive `mkdir` says `ENOENT` of
 * a disk that is read-only, and never comes back from a folder that Linux has and lets nobody write, such as `/proc`.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (hasCode(error, "EEXIST") && isFolder(path)) return;
    if (!hasCode(error, "ENOENT") || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    makeFolder(path);
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
