import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { Permanent, Transient, WaybillError } from "@waybill/core";

interface Doing {
  /** To follow "cannot": `write a copy`. */
  readonly doing: string;
  readonly path: string;
  /** Of the whole file, where that is known. */
  readonly bytes?: number;
}

/**
 * What the disk refuses, in Waybill's words.
 * Errors: `Permanent` `object.no-space`, `object.no-permission`; `Transient` `object.unavailable`.
 */
export async function onDisk<T>(doing: Doing, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw await diskFailure(error, doing);
  }
}

export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

async function diskFailure(error: unknown, { doing, path, bytes }: Doing): Promise<unknown> {
  if (error instanceof WaybillError || !(error instanceof Error) || !("code" in error)) return error;
  const more = { where: path, cause: error };
  if (hasCode(error, "ENOSPC", "EDQUOT")) {
    const size = bytes === undefined ? "" : `the file has ${megabytes(bytes)}; `;
    return new Permanent("object.no-space", `the disk is full: cannot ${doing}`, {
      ...more,
      why: `${size}${await freeSpace(path)}`,
      next: "give the function more storage (up to 10,240 MB), set the work folder to a larger disk, or plan smaller partitions with partitionBytes",
    });
  }
  if (hasCode(error, "EACCES", "EPERM", "EROFS")) {
    return new Permanent("object.no-permission", `not allowed to ${doing}`, {
      ...more,
      why: error.message,
      next: "set the work folder to one that this process may write to; in Lambda that is one below /tmp",
    });
  }
  return new Transient("object.unavailable", `cannot ${doing} just now`, { ...more, why: error.message });
}

async function freeSpace(path: string): Promise<string> {
  try {
    const { bavail, bsize } = await statfs(dirname(path));
    return `${megabytes(bavail * bsize)} are free in ${dirname(path)}`;
  } catch {
    return `how much is free in ${dirname(path)} could not be found out`;
  }
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`;
