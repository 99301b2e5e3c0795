import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { shortPath } from "../terminal/path.ts";

/** Of a run's own artifacts the part after the run's folder; of files the path from where somebody types. */
export const uriShortener =
  (cwd: string, runId: string) =>
  (uri: string): string => {
    const own = `local:${runId}/`;
    if (uri.startsWith(own)) return uri.slice(own.length);
    if (uri.startsWith("s3://")) return shortKey(uri, `/${runId}/`);
    if (uri.startsWith("file:///")) return shortPath(fileURLToPath(uri), cwd);
    if (!uri.startsWith("file:")) return uri;
    const path = uri.slice("file:".length);
    return isAbsolute(path) ? shortPath(path, cwd) : path;
  };

/** In a bucket the run's folder has a day above it. */
function shortKey(uri: string, own: string): string {
  const at = uri.indexOf(own);
  return at === -1 ? uri : uri.slice(at + own.length);
}
