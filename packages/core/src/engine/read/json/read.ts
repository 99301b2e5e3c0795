import { join } from "node:path";
import { Permanent } from "../../../errors.ts";
import { fileError } from "../../../sources/file/errors.ts";
import type { FileReading, JsonFormat } from "../../../sources/source.ts";
import type { ReadContext } from "../context.ts";
import { ExactFile } from "../exact/exact-file.ts";
import { forget, type PlainFile, plainFile } from "../file/plain-file.ts";
import { isRefusal, isRefused } from "../refused.ts";
import { elementsToLines } from "./elements.ts";
import { jsonRelation } from "./relation.ts";
import { countPlain, splitLines } from "./split.ts";

/**
 * Reads JSON, one object a line or one list; how many rows were written. The engine's reader is fast, and fails at
 * the first bad line or rounds what it does not hold: where one line is not plain, lines are sorted and read apart.
 */
export async function readJsonFiles(
  context: ReadContext,
  { slices }: FileReading,
  format: JsonFormat,
): Promise<number> {
  const files: PlainFile[] = [];
  try {
    for (const slice of slices) {
      const name = `file-${files.length}`;
      const plain = await plainFile(slice, { ...context, encoding: null, name });
      files.push(format.type === "json" ? await asLines(plain, name, context) : plain);
    }
    return (
      (await readInPlace(context, files)) ??
      (await readSorted(context, files, true)) ??
      (await readSorted(context, files, false)) ??
      fail(files)
    );
  } finally {
    await Promise.all(files.map(forget));
  }
}

async function asLines(list: PlainFile, name: string, { folder, signal }: ReadContext): Promise<PlainFile> {
  const path = join(folder, `${name}.ndjson`);
  try {
    await elementsToLines(list.path, path, { file: list.slice.path, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw fileError(error, list.slice.path);
  } finally {
    await forget(list);
  }
  return { path, slice: { path: list.slice.path, firstLine: 1 }, copied: true };
}

/** Null where a line is not plain, or the engine refuses one that seems to be. */
async function readInPlace(context: ReadContext, files: readonly PlainFile[]): Promise<number | null> {
  const paths = files.map(({ path }) => path);
  let writing = true;
  const written = context.write(jsonRelation(paths, context.columns)).finally(() => {
    writing = false;
  });
  const counted = countPlain(paths, context.columns, context.signal).then((count) => {
    if (count === null && writing) context.connection.raw.interrupt();
    return count;
  });
  const [rows, plain] = await Promise.allSettled([written, counted]);
  context.signal.throwIfAborted();
  if (plain.status === "rejected") throw fileError(plain.reason, files[0]!.slice.path);
  if (plain.value === null || isRefused(rows)) return null;
  if (rows.status === "rejected") throw fileError(rows.reason, files[0]!.slice.path);
  return rows.value === plain.value ? rows.value : null;
}

/** Null where the engine does not agree about the lines that are trusted to it. */
async function readSorted(
  context: ReadContext,
  files: readonly PlainFile[],
  trust: boolean,
): Promise<number | null> {
  const { connection, columns, rejects } = context;
  await rejects.clear();
  const exact = await ExactFile.create(join(context.folder, "exact.csv"), columns);
  const copies = files.map((_, i) => join(context.folder, `plain-${i}.ndjson`));
  try {
    let plainRows = 0;
    for (const [i, file] of files.entries()) {
      const plain = trust ? copies[i]! : null;
      plainRows += await splitLines(file, columns, { ...context, plain, exact });
    }
    await exact.flush();
    const parts = [exact.relation(), ...(trust ? [jsonRelation(copies, columns)] : [])];
    const rows = await context.write(parts.join(" UNION ALL "));
    const file = files.length === 1 ? files[0]!.slice.path : null;
    const refused = await exact.collectRefusals(connection, rejects, { file, code: "json.bad-value" });
    return rows + refused === plainRows + exact.rows ? rows : null;
  } catch (error) {
    context.signal.throwIfAborted();
    if (trust && isRefusal(error)) return null;
    throw fileError(error, files[0]!.slice.path);
  } finally {
    await exact.drop(connection);
    await exact.close();
    await Promise.all(
      [...copies, join(context.folder, "exact.csv")].map((path) => forget({ path, copied: true })),
    );
  }
}

function fail(files: readonly PlainFile[]): never {
  throw new Permanent("json.miscounted", "the rows that were read are not those that were counted", {
    where: files.map(({ slice }) => slice.path).join(", "),
    next: "please report this with the file, or a few lines of it: it is a mistake in Waybill",
  });
}
