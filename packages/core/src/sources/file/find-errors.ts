import { readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { Permanent } from "../../errors.ts";
import { closest } from "../../quality/suggest.ts";
import { typeByName } from "./data-type.ts";

/** Names that a message lists. */
const LISTED = 8;

/** Nothing has this path. Says what is beside it. */
export async function fileMissing(path: string, shown: string): Promise<Permanent> {
  const folder = dirname(path);
  const names = await namesIn(folder);
  if (names === null) {
    return new Permanent("file.missing", `there is no file ${shown}`, {
      where: path,
      why: `the folder ${folder} does not exist`,
      next: "check the path; relative ones begin at the folder the pipeline is run in",
    });
  }
  const near = closest(basename(path), names);
  return new Permanent("file.missing", `there is no file ${shown}`, {
    where: path,
    why: `the folder ${folder} ${holds(names)}`,
    next: near === null ? "check the path" : `did you mean ${near}?`,
  });
}

/** A pattern that no file has. `base`: the folder in which it was looked for. */
export async function noMatch(pattern: string, base: string): Promise<Permanent> {
  const names = await namesIn(base);
  const near = names && closest(pattern.slice(pattern.lastIndexOf("/") + 1), names);
  return new Permanent("file.no-match", `no file matches ${pattern}`, {
    where: base,
    why: names === null ? `the folder ${base} does not exist` : `the folder ${base} ${holds(names)}`,
    next: near ? `did you mean ${near}?` : "check the pattern: * stays within a folder, ** goes into folders",
  });
}

export async function noData(folder: string, shown: string): Promise<Permanent> {
  return new Permanent("file.no-match", `the folder ${shown} holds no data files`, {
    where: folder,
    why: `it ${holds((await namesIn(folder)) ?? [])}`,
    next: "data files end in .csv, .tsv, .txt, .ndjson, .jsonl, .json or .parquet, also with .gz or .zst; name others by a pattern",
  });
}

export const isDirectory = (path: string, shown: string): Permanent =>
  new Permanent("file.is-directory", `${shown} is a folder, and a file is expected`, {
    where: path,
    why: "its name is that of a data file",
    next: `to read the files in it, write a pattern: ${shown}/*`,
  });

async function namesIn(folder: string): Promise<string[] | null> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith(".")).sort();
  } catch {
    return null;
  }
}

function holds(names: readonly string[]): string {
  if (names.length === 0) return "is empty";
  const data = names.filter((name) => typeByName(name) !== null);
  const shown = data.length > 0 ? data : names;
  const more = shown.length > LISTED ? ` and ${shown.length - LISTED} more` : "";
  return `holds ${shown.slice(0, LISTED).join(", ")}${more}`;
}
