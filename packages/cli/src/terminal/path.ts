import { relative } from "node:path";

/** The shorter of the two ways to say a path: as it is, or from the folder where somebody types. */
export function shortPath(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  return inside !== "" && inside.length < path.length ? inside : path;
}
