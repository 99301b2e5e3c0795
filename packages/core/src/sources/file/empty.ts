import { Permanent } from "../../errors.ts";
import type { CsvFormat } from "../source.ts";
import { type Container, containerOf, headOf } from "./bytes.ts";
import type { FoundFile } from "./find.ts";

/** Bytes, unpacked, in which a first row has to begin. */
const LOOKED_AT = 1 << 20;

/**
 * Throws `Permanent` `file.empty` for a CSV file in which no row was found. Somebody is about to write it, or failed
 * to: taken for a file without rows, it would empty a table that is replaced.
 */
export async function refuseEmptyCsv(file: FoundFile, { header }: CsvFormat): Promise<void> {
  const { bytes, whole } = await headOf(file.content, LOOKED_AT);
  if (!whole) return;
  const size = sizeOf(bytes.length, await containerOf(file.content));
  throw new Permanent("file.empty", `the file is empty: ${file.shown}`, {
    where: file.path,
    why: `${size}, ${header ? "not even a header" : "not a single row"}`,
    next: "wait until it is written, then type the same command again; or give files() a pattern that does not match it",
  });
}

/** The same for a file that is to stand for others. */
export const emptySample = (path: string, container: Container): Permanent =>
  new Permanent("file.empty", `the file is empty: ${path}`, {
    where: path,
    why: `${sizeOf(0, container)}, neither a header nor a row`,
    next: "wait until it is written, or take another file of its kind that has some rows",
  });

function sizeOf(bytes: number, container: Container): string {
  const packed = container === "gzip" || container === "zstd" ? `unpacked (${container}) ` : "";
  return `${packed}it has ${bytes} bytes${bytes > 0 ? " without a row" : ""}`;
}
