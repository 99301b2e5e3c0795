import { join, sep } from "node:path";

/** The folder of a copy's path after which comes what it is a copy of. */
const MARK = "copy-of";
/** Characters of a name: a file system takes 255 bytes. */
const NAME = 200;
/** Between the names of one URI. None of them is a dot alone. */
const CONTINUED = `${sep}_`;

/**
 * Where a copy of an object lies in a folder. The path itself says what it is a copy of, so that a row that cannot be
 * read is reported in the object, whoever reads the copy.
 */
export function copyPath(folder: string, uri: string): string {
  const name = encodeURIComponent(uri.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  const names = name.match(new RegExp(`.{1,${NAME}}`, "g")) ?? [];
  return join(folder, MARK, names.join(CONTINUED));
}

/** The object that this path is a copy of; the path itself where it is none. */
export function originOf(path: string): string {
  const at = path.lastIndexOf(`${sep}${MARK}${sep}`);
  if (at < 0) return path;
  try {
    return decodeURIComponent(path.slice(at + MARK.length + 2).replaceAll(CONTINUED, ""));
  } catch {
    return path;
  }
}
