import { lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { hasCode } from "./failure.ts";

/**
 * Makes the folder and those above it; right where it is there already. Node's own recursive `mkdir` says `ENOENT` of
 * a disk that is read-only, and never comes back from a folder that Linux has and lets nobody write, such as `/proc`.
 */
export function makeFolder(path: string, parentIsMade = false): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (hasCode(error, "EEXIST")) {
      const found = whatIsAt(path);
      if (found === "other") throw error;
      // Cleared away in between.
      if (found === "nothing") makeFolder(path, parentIsMade);
      return;
    }
    if (!hasCode(error, "ENOENT") || parentIsMade) throw error;
    makeFolder(dirname(path));
    makeFolder(path, true);
  }
}

function whatIsAt(path: string): "folder" | "nothing" | "other" {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return "nothing";
  const target = found.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : found;
  return target?.isDirectory() ? "folder" : "other";
}
