import { relative } from "node:path";

/** The shorter of the two ways to say a path: as it is, or from the folder where somebody types. An address is none. */
export function shortPath(path: string, cwd: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//.test(path)) return path;
  const inside = relative(cwd, path);
  return inside !== "" && inside.length < path.length ? inside : path;
}
