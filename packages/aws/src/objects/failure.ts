import { type Expected, Permanent, Transient, type WaybillError } from "@waybill/core";
import { asError, awsFailure } from "../client/failure.ts";

/** What S3 refuses, in the words of the port. `doing` follows "cannot". */
export function s3Failure(thrown: unknown, doing: string, uri: string): WaybillError {
  return isMissing(thrown)
    ? missing(uri, thrown)
    : awsFailure(thrown, { unavailable: "object.unavailable", doing, where: uri });
}

/** By the status alone where it was HEAD, which has no body to say more. */
export const isMissing = (thrown: unknown): boolean =>
  asError(thrown).name !== "NoSuchBucket" && statusOf(thrown) === 404;

export const statusOf = (thrown: unknown): number | undefined => asError(thrown).$metadata?.httpStatusCode;

const missing = (uri: string, cause: unknown) =>
  new Permanent("object.missing", `the artifact ${uri} is not there`, {
    where: uri,
    why: "it was removed by gc, by the bucket's lifecycle or by hand",
    next: "bring an earlier version of it back, where the bucket keeps them, or run the pipeline again",
    cause,
  });

export const notWritten = (key: string, path: string) =>
  new Permanent("object.missing", `nothing was written for the artifact ${key}`, {
    where: path,
    why: "a draft is committed once, after its file was written",
    next: "this is a mistake in Waybill: report it with the command that was run",
  });

export const exists = (key: string, uri: string) =>
  new Permanent("object.exists", `there is an artifact ${key} already`, {
    where: uri,
    why: "artifacts are immutable, and each attempt writes under a key of its own",
    next: "retry: the next attempt has another key",
  });

/** Another attempt is writing the same key in this moment. */
export const contended = (key: string, uri: string, cause: unknown) =>
  new Transient("object.unavailable", `cannot keep the artifact ${key} just now`, {
    where: uri,
    why: "S3 says that the key is being written by somebody else",
    cause,
  });

/** Errors: `Permanent` `object.damaged`. */
export function refuseDamaged(uri: string, found: Partial<Expected>, expected: Expected | undefined): void {
  if (!expected) return;
  const wrong =
    found.bytes !== expected.bytes
      ? `it has ${found.bytes} bytes, and had ${expected.bytes} when it was written`
      : found.checksum !== undefined && found.checksum !== expected.checksum
        ? `its checksum is ${found.checksum}, and was ${expected.checksum} when it was written`
        : null;
  if (wrong === null) return;
  throw new Permanent("object.damaged", `the artifact ${uri} is damaged`, {
    where: uri,
    why: wrong,
    next: "bring an earlier version of it back, where the bucket keeps them, or run the pipeline again",
  });
}
