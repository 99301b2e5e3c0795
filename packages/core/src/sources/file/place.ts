import { isAbsolute, posix } from "node:path";
import { Usage } from "../../errors.ts";
import type { SourceStore, SourceStores } from "../../ports/source-store.ts";

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//;

/** `s3` of `s3://bucket/key`; null for a path on this machine. */
export const schemeOf = (place: string): string | null => SCHEME.exec(place)?.[1] ?? null;

/** A relative place below a base that is itself in a store: `s3://raw` and `data/a.csv`. Others stay as they are. */
export const placeBelow = (base: string, place: string): string =>
  schemeOf(base) === null || schemeOf(place) !== null || isAbsolute(place)
    ? place
    : `${base.replace(/\/*$/, "/")}${posix.normalize(place)}`;

/** Errors: `Usage` `file.no-store`, and those that a store has when it is opened. */
export async function storeOf(place: string, stores: SourceStores | undefined): Promise<SourceStore> {
  const scheme = schemeOf(place) ?? "";
  const byScheme = stores?.byScheme ?? {};
  const open = Object.hasOwn(byScheme, scheme) ? byScheme[scheme] : undefined;
  if (open) return open();
  const known = Object.keys(byScheme).map((name) => `${name}://`);
  throw new Usage("file.no-store", `files of ${scheme}:// cannot be read here: ${place}`, {
    where: place,
    why: `what can be read is a path on this machine${known.map((name) => `, or ${name}`).join("")}`,
    next:
      scheme === "file"
        ? `write the path alone: files(${JSON.stringify(place.replace(SCHEME, ""))}, { row })`
        : "copy the files to where they can be read, and give files() that place",
  });
}

/** What lineage calls the files of these places. */
export const datasetOf = (places: readonly string[]): string =>
  places.every((place) => schemeOf(place) !== null) ? places.join(",") : `file:${places.join(",")}`;
