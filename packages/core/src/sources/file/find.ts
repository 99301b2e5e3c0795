import { stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { SourceStores } from "../../ports/source-store.ts";
import type { Content } from "./bytes.ts";
import { typeByName } from "./data-type.ts";
import { eachOnce } from "./each-once.ts";
import { fileError } from "./errors.ts";
import { fileMissing, isDirectory, noData, noMatch } from "./find-errors.ts";
import { findStored } from "./find-stored.ts";
import { patterns } from "./patterns.ts";
import { placeBelow, schemeOf, storeOf } from "./place.ts";
import { refuseIrregular } from "./regular.ts";
import { versionOf } from "./unchanged.ts";

export interface FoundFile {
  /** A path, or the URI of a file in a store. */
  readonly path: string;
  /** As people know it: below the base folder, with forward slashes; or the URI. */
  readonly shown: string;
  readonly bytes: number;
  /** Size and time of change, or what the store tells contents apart by. */
  readonly version: string;
  readonly content: Content;
}

export interface FindOptions {
  readonly baseDir: string;
  readonly stores: SourceStores | undefined;
  readonly signal: AbortSignal;
}

/**
 * The files of paths, folders and patterns, each once, sorted by path: a link and what it leads to are one file.
 * Folders are searched with all below them, for data files alone.
 * Throws `Permanent` `file.missing`, `file.no-match`, `file.is-directory`, `file.unreadable`, `file.not-regular`; for
 * those in a store also `Usage` `file.no-store` and the store's own errors.
 */
export async function findFiles(
  at: readonly string[],
  { baseDir, stores, signal }: FindOptions,
): Promise<FoundFile[]> {
  const paths = new Set<string>();
  const stored = new Map<string, FoundFile>();
  for (const place of at.map((one) => placeBelow(baseDir, one))) {
    if (schemeOf(place) === null) {
      for (const path of await pathsAt(place, baseDir)) paths.add(path);
    } else {
      const store = await storeOf(place, stores);
      for (const file of await findStored(place, store, signal)) stored.set(file.path, file);
    }
  }
  const found = await Promise.all([...paths].map((path) => describe(path, baseDir)));
  const files = await eachOnce(found.sort(byName));
  return [...files, ...stored.values()].sort(byName);
}

const byName = (a: FoundFile, b: FoundFile): number => (a.shown < b.shown ? -1 : 1);

async function pathsAt(place: string, baseDir: string): Promise<string[]> {
  const path = resolve(baseDir, place);
  const kind = await kindOf(path);
  if (kind === "file") return [path];
  if (kind === "directory") return filesBelow(path, place);
  const { glob, isDynamicPattern } = await patterns();
  if (!isDynamicPattern(place)) throw await fileMissing(path, place);
  const found = await glob(place, {
    cwd: baseDir,
    absolute: true,
    onlyFiles: true,
    expandDirectories: false,
  });
  if (found.length === 0) throw await noMatch(place, staticBase(place, baseDir, isDynamicPattern));
  return found.map((file) => resolve(file));
}

/** Other engines write Parquet as folders that are named like a file. */
async function filesBelow(folder: string, place: string): Promise<string[]> {
  const named = typeByName(place);
  if (named !== null && named !== "parquet") throw isDirectory(folder, place);
  const { escapePath, glob } = await patterns();
  const found = await glob(`${escapePath(folder.replaceAll(sep, "/"))}/**`, {
    absolute: true,
    onlyFiles: true,
  });
  const data = found.filter((file) => typeByName(file) !== null);
  if (data.length === 0) throw await noData(folder, place);
  return data.map((file) => resolve(file));
}

async function kindOf(path: string): Promise<"file" | "directory" | "nothing"> {
  try {
    return (await stat(path)).isDirectory() ? "directory" : "file";
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) {
      return "nothing";
    }
    throw fileError(error, path);
  }
}

async function describe(path: string, baseDir: string): Promise<FoundFile> {
  try {
    const found = await stat(path);
    refuseIrregular(found, path);
    const below = relative(baseDir, path).replaceAll(sep, "/");
    const shown = below.startsWith("../") ? path : below;
    return { path, shown, bytes: found.size, version: versionOf(found), content: path };
  } catch (error) {
    throw fileError(error, path);
  }
}

/** The folder above the first part of a pattern that is one. */
function staticBase(pattern: string, baseDir: string, isDynamicPattern: (part: string) => boolean): string {
  const parts = pattern.split("/");
  const first = parts.findIndex((part) => isDynamicPattern(part));
  return resolve(baseDir, join(...parts.slice(0, Math.max(first, 0)), "."));
}
