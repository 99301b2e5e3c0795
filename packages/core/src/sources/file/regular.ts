import type { Stats } from "node:fs";
import { Permanent } from "../../errors.ts";

/** Throws `Permanent` `file.not-regular` for a pipe, a socket or a device: who opens one may wait for ever. */
export function refuseIrregular(found: Stats, path: string): void {
  if (found.isFile() || found.isDirectory()) return;
  throw new Permanent("file.not-regular", `${kindOf(found)} stands where a file is expected: ${path}`, {
    where: path,
    why: "a source is looked at before it is read, and may be read twice: only a regular file allows that",
    next: "write what comes out of it into a file first, and read that file",
  });
}

function kindOf(found: Stats): string {
  if (found.isFIFO()) return "a pipe (FIFO)";
  if (found.isSocket()) return "a socket";
  return found.isCharacterDevice() || found.isBlockDevice() ? "a device" : "something else";
}
