import { stat } from "node:fs/promises";
import { Permanent } from "../../errors.ts";
import type { Reading, WorkInput } from "../source.ts";
import { fileError } from "./errors.ts";
import { schemeOf } from "./place.ts";

/** Size and time of change: what tells a file's content from a later one. */
export const versionOf = ({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): string =>
  `${size}:${Math.trunc(mtimeMs)}`;

/**
 * Files are cut, counted and named as they were when the run was planned; of one that was changed since, other rows
 * would be read, or parts of rows. Of a file in a store each read compares the version by itself.
 * Throws `Permanent` `file.changed`, `file.missing`.
 */
export async function refuseChanged(reading: Reading, inputs: readonly WorkInput[]): Promise<void> {
  if (reading.kind !== "files") return;
  const planned = new Map(reading.slices.map(({ path }, i) => [path, inputs[i]?.version]));
  const here = [...planned].filter(([path]) => schemeOf(path) === null);
  await Promise.all(here.map(([path, version]) => refuse(path, version)));
}

async function refuse(path: string, planned: string | undefined): Promise<void> {
  if (planned === undefined) return;
  const found = await stat(path).catch((error: unknown) => {
    throw fileError(error, path);
  });
  if (versionOf(found) === planned) return;
  throw new Permanent("file.changed", `the file has changed since the run was planned: ${path}`, {
    where: path,
    why: `it was ${shown(planned)}, and is ${shown(versionOf(found))}`,
    next: "type the same command again once nobody writes to it: a new run reads it as it is then",
  });
}

function shown(version: string): string {
  const [bytes = "", changed = ""] = version.split(":");
  return `${bytes} bytes of ${new Date(Number(changed)).toISOString()}`;
}
