import { realpath } from "node:fs/promises";
import { fileError } from "./errors.ts";
import type { FoundFile } from "./find.ts";

/** Of several paths that links lead to the same file by, the first one alone: else its rows were read twice. */
export async function eachOnce(files: readonly FoundFile[]): Promise<FoundFile[]> {
  const once = new Map<string, FoundFile>();
  const places = await Promise.all(files.map(({ path }) => placeOf(path)));
  for (const [i, file] of files.entries()) {
    const place = places[i] ?? file.path;
    if (!once.has(place)) once.set(place, file);
  }
  return [...once.values()];
}

async function placeOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    throw fileError(error, path);
  }
}
