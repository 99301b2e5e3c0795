import { Permanent, Transient, WaybillError } from "../../errors.ts";

/** What went wrong with a file, with its name. `path` is the file as the user knows it. */
export function fileError(error: unknown, path: string): WaybillError {
  if (error instanceof WaybillError && !ENGINE_CODES.has(error.code)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = errorCode(error);
  const more = { where: path, why: firstLine(message), cause: error };
  if (code === "ENOENT" || code === "ENOTDIR" || /No files found that match/.test(message)) {
    return new Permanent("file.missing", `the file is gone: ${path}`, {
      ...more,
      next: "put it back and retry the run, or start a new run, which looks for the files anew",
    });
  }
  if (code === "ELOOP") {
    return new Permanent("file.missing", `the link leads to itself, not to a file: ${path}`, {
      ...more,
      next: "let it lead to a file, or remove it",
    });
  }
  if (code === "EACCES" || code === "EPERM" || /Permission denied/i.test(message)) {
    return new Permanent("file.unreadable", `the file may not be read: ${path}`, {
      ...more,
      next: `give this user the right to read it: chmod u+r ${path}`,
    });
  }
  if (DAMAGED.test(message) || (code !== undefined && DAMAGED_CODES.has(code))) {
    return new Permanent("file.damaged", `the file is damaged: ${path}`, {
      ...more,
      next: "get the file anew from where it came, then retry the run",
    });
  }
  if (ENCODING.test(message)) {
    return new Permanent("file.encoding", `the file is not written in the encoding it is read in: ${path}`, {
      ...more,
      next: `give the encoding to files(): encoding: "latin-1"`,
    });
  }
  if (error instanceof WaybillError) return error;
  if (code === "EISDIR") {
    return new Permanent("file.is-directory", `a folder stands where a file is expected: ${path}`, more);
  }
  if (code !== undefined) return new Transient("engine.io", `the file could not be read: ${path}`, more);
  return new Permanent("file.damaged", `the file could not be read: ${path}`, more);
}

/** Errors of the engine that say nothing about what kind of failure a file's is. */
const ENGINE_CODES = new Set(["sql.failed", "engine.io"]);
const DAMAGED =
  /unexpected end of file|incorrect (header|data|length) check|invalid (stored block|distance|block type|code)|No magic bytes found|too small to be a Parquet file|Snappy decompression|decompress|TProtocolException|Parquet file .*(corrupt|invalid)|Invalid (magic|string length)|zstd|don't know what type/i;
const DAMAGED_CODES = new Set(["Z_DATA_ERROR", "Z_BUF_ERROR", "ZSTD_error_prefix_unknown"]);
const ENCODING = /not utf-8 encoded|encoded data was not valid|unicode|byte sequence mismatch/i;

const firstLine = (message: string): string => message.split("\n")[0] ?? message;

function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
