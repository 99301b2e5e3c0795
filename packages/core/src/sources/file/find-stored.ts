import { posix } from "node:path";
import { Permanent } from "../../errors.ts";
import type { SourceObject, SourceStore } from "../../ports/source-store.ts";
import { closest } from "../../quality/suggest.ts";
import { typeByName } from "./data-type.ts";
import type { FoundFile } from "./find.ts";
import { patterns } from "./patterns.ts";

/**
 * The files of one place in a store: an object, all data files below a prefix, or what has a pattern.
 * Throws `Permanent` `file.missing`, `file.no-match`, and the store's own errors.
 */
export async function findStored(
  place: string,
  store: SourceStore,
  signal: AbortSignal,
): Promise<FoundFile[]> {
  const { isDynamicPattern } = await patterns();
  const objects = isDynamicPattern(place)
    ? await matching(place, store, signal)
    : await named(place, store, signal);
  return objects.map((object) => fileOf(object, store));
}

const fileOf = (object: SourceObject, store: SourceStore): FoundFile => ({
  path: object.uri,
  shown: object.uri,
  bytes: object.bytes,
  version: object.version,
  content: { bytes: object.bytes, read: (from, to) => store.read(object, { from, to }) },
});

async function matching(pattern: string, store: SourceStore, signal: AbortSignal): Promise<SourceObject[]> {
  const prefix = literalPrefix(pattern);
  const below = await store.list(prefix, signal);
  const itself = below.find(({ uri }) => uri === pattern);
  if (itself) return [itself];
  const found = below.filter(({ uri }) => !uri.endsWith("/") && posix.matchesGlob(uri, pattern));
  if (found.length > 0) return found;
  throw new Permanent("file.no-match", `no file matches ${pattern}`, {
    where: prefix,
    ...around(pattern, prefix, below, "check the pattern: * stays within a folder, ** goes into folders"),
  });
}

/** An object, or the data files below a name that is a prefix. */
async function named(place: string, store: SourceStore, signal: AbortSignal): Promise<SourceObject[]> {
  const object = place.endsWith("/") ? null : await store.stat(place, signal);
  if (object) return [object];
  const prefix = place.endsWith("/") ? place : `${place}/`;
  const below = await store.list(prefix, signal);
  const data = below.filter(({ uri }) => isShownData(uri.slice(prefix.length)));
  if (data.length > 0) return data;
  if (below.length > 0) {
    throw new Permanent("file.no-match", `below ${place} there are no data files`, {
      where: place,
      ...around(
        place,
        prefix,
        below,
        "data files end in .csv, .ndjson, .json or .parquet; name others by a pattern",
      ),
    });
  }
  const folder = place.slice(0, place.replace(/\/$/, "").lastIndexOf("/") + 1);
  const beside = folder.endsWith("://") ? [] : await store.list(folder, signal, HINTS);
  throw new Permanent("file.missing", `there is no file ${place}`, {
    where: place,
    ...around(place, folder, beside, "check the name: upper and lower case differ"),
  });
}

/** As in a folder of this machine: what begins with a dot is not shown. */
const isShownData = (name: string): boolean =>
  typeByName(name) !== null && !name.split("/").some((part) => part.startsWith("."));

/** What stands before the first character that a pattern is made of. */
export function literalPrefix(pattern: string): string {
  const first = pattern.search(/[*?[{]|[!@+]\(/);
  return first < 0 ? pattern : pattern.slice(0, first);
}

/** Names that a message lists, and names among which the one that was meant is looked for. */
const LISTED = 8;
const HINTS = 1000;

/** What is there instead, and what was perhaps meant. */
function around(place: string, prefix: string, objects: readonly SourceObject[], otherwise: string) {
  const names = objects.map(({ uri }) => uri.slice(prefix.lastIndexOf("/") + 1));
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : "";
  const near = closest(place.slice(prefix.lastIndexOf("/") + 1), names);
  return {
    why:
      names.length === 0
        ? `nothing begins with ${prefix}`
        : `below ${prefix} there are ${names.slice(0, LISTED).join(", ")}${more}`,
    next: near ? `did you mean ${near}?` : otherwise,
  };
}
