import { Permanent } from "@waybill/core";
import type { Context, Failed } from "./failed.ts";
import type { LoadError } from "./load-error.ts";

/** COPY failed. Of the file, line and value that it names one or another may be missing: Parquet has no lines. */
export function copyFailed(error: LoadError | null, { said }: Failed, { where, table }: Context): Permanent {
  if (error === null) {
    return new Permanent("warehouse.copy-failed", `COPY could not read the artifacts for \`${table}\``, {
      where,
      why: said,
      next: "look whether the role for COPY may read the bucket of artifacts, and its key",
    });
  }
  const { file, line, column, value, message } = error;
  // What S3 answers, in its own code.
  if (/\bNoSuchKey\b/.test(message)) {
    return new Permanent("warehouse.artifact.missing", `an artifact for \`${table}\` is gone`, {
      where: file,
      why: message,
      next: "run the pipeline again; artifacts that a run still needs must not be deleted",
    });
  }
  const place = [file, line === null ? "" : `line ${line}`, column && `column ${column}`].filter(Boolean);
  return new Permanent("warehouse.copy-failed", `COPY could not read an artifact for \`${table}\``, {
    where: place.join(", "),
    why: value === "" ? message : `${message}; the value: ${value}`,
    next: "bring the contract's type in line with the value, then run the pipeline again",
  });
}
