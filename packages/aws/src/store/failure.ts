import { Permanent, type WaybillError } from "@waybill/core";
import { asError, awsFailure } from "../client/failure.ts";
import { isMissing, statusOf } from "../objects/failure.ts";
import { parseS3Uri } from "./uri.ts";

/** What S3 refuses of a source's file, in the words of the port. */
export function sourceFailure(thrown: unknown, doing: string, uri: string): WaybillError {
  if (asError(thrown).name === "NoSuchBucket") return noBucket(uri, thrown);
  if (isMissing(thrown)) return gone(uri, thrown);
  if (statusOf(thrown) === 412) return changed(uri, thrown);
  return awsFailure(thrown, { unavailable: "file.unavailable", doing, where: uri });
}

const noBucket = (uri: string, cause: unknown) =>
  new Permanent("file.missing", `there is no bucket ${parseS3Uri(uri).bucket}`, {
    where: uri,
    why: "S3 knows no bucket of that name",
    next: "check the name; a bucket of another account has to be shared with this one",
    cause,
  });

const gone = (uri: string, cause: unknown) =>
  new Permanent("file.missing", `the file is gone: ${uri}`, {
    where: uri,
    why: "it was there when the run was planned",
    next: "put it back and retry the run, or start a new run, which looks for the files anew",
    cause,
  });

const changed = (uri: string, cause: unknown) =>
  new Permanent("file.changed", `the file has changed since the run was planned: ${uri}`, {
    where: uri,
    why: "its ETag is another one: parts of two contents would be read as one",
    next: "type the same command again once nobody writes to it: a new run reads it as it is then",
    cause,
  });
