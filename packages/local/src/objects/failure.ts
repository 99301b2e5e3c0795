import { type Expected, Permanent, type StoredObject } from "@waybill/core";
import { diskFailure, hasCode } from "../disk/failure.ts";

/** Every error of a method, in Waybill's words. */
export async function naming<T>(doing: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskFailure(error, { area: "object", doing, path });
  }
}

/** The same, where the object may not be there. */
export const reading = <T>(uri: string, path: string, work: () => Promise<T>): Promise<T> =>
  naming("read an artifact", path, async () => {
    try {
      return await work();
    } catch (error) {
      throw hasCode(error, "ENOENT", "ENOTDIR", "EISDIR") ? missing(uri, path) : error;
    }
  });

const missing = (uri: string, path: string) =>
  new Permanent("object.missing", `the artifact ${uri} is not there`, {
    where: path,
    why: "it was removed by gc or by hand, or the state folder was not moved as a whole",
    next: "put the file back, or run the pipeline again",
  });

export const notWritten = (key: string, path: string) =>
  new Permanent("object.missing", `nothing was written for the artifact ${key}`, {
    where: path,
    why: "a draft is committed once, after its file was written",
    next: "this is a mistake in Waybill: report it with the command that was run",
  });

export const exists = (key: string, path: string) =>
  new Permanent("object.exists", `there is an artifact ${key} already`, {
    where: path,
    why: "artifacts are immutable, and each attempt writes under a key of its own",
    next: "retry: the next attempt has another key",
  });

/** Errors: `Permanent` `object.damaged`. */
export function refuseDamaged(
  uri: string,
  path: string,
  found: Partial<StoredObject>,
  expected?: Expected,
): void {
  if (!expected) return;
  const wrong =
    found.bytes !== expected.bytes
      ? `it has ${found.bytes} bytes, and had ${expected.bytes} when it was written`
      : found.checksum !== undefined && found.checksum !== expected.checksum
        ? `its checksum is ${found.checksum}, and was ${expected.checksum} when it was written`
        : null;
  if (wrong === null) return;
  throw new Permanent("object.damaged", `the artifact ${uri} is damaged`, {
    where: path,
    why: wrong,
    next: "put the file back from a backup, or run the pipeline again; look at the disk",
  });
}
