import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { Permanent, Transient, WaybillError } from "@waybill/core";

/** What was being done when the disk refused, for the message. */
export interface Doing {
  /** The first word of the code: `object.no-space`, `state.no-space`. */
  readonly area: "object" | "state";
  /** `write the artifact`. */
  readonly doing: string;
  readonly path: string;
}

/** What the operating system refused, in Waybill's words. What is no refusal of the system is given back as it is. */
export function diskFailure(error: unknown, { area, doing, path }: Doing): unknown {
  if (error instanceof WaybillError || !isSystemError(error)) return error;
  const more = { where: path, cause: error };
  switch (error.code) {
    case "ENOSPC":
    case "EDQUOT":
      return new Permanent(`${area}.no-space`, `the disk is full: cannot ${doing}`, {
        ...more,
        why: freeSpace(path),
        next: "free some space, or use another disk with --state <folder>; then type the same command again",
      });
    case "EACCES":
    case "EPERM":
      return new Permanent(`${area}.no-permission`, `not allowed to ${doing}`, {
        ...more,
        why: `the system says ${error.code} to the user that runs Waybill`,
        next: `give this user the right to write there (ls -ld ${path}), or use another folder: --state <folder>`,
      });
    case "EROFS":
      return new Permanent(`${area}.read-only`, `cannot ${doing}: the disk is read-only`, {
        ...more,
        next: "use a folder on a disk that can be written: --state <folder>",
      });
    default:
      return new Transient(`${area}.unavailable`, `cannot ${doing}: ${error.message}`, {
        ...more,
        next: "look at the disk; the same again may succeed",
      });
  }
}

export const isSystemError = (error: unknown): error is NodeJS.ErrnoException & { readonly code: string } =>
  error instanceof Error && "code" in error && "syscall" in error && typeof error.code === "string";

export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  isSystemError(error) && codes.includes(error.code);

const MEGABYTE = 1_000_000;

/** Of the disk on which the path lies, or would lie. */
export function freeSpace(path: string): string {
  for (let place = path; ; place = dirname(place)) {
    try {
      const { bavail, bsize } = statfsSync(place);
      return `${Math.floor((bavail * bsize) / MEGABYTE)} MB are free on the disk of ${place}`;
    } catch {
      if (place === dirname(place)) return "no disk was found there";
    }
  }
}
