import { createWriteStream } from "node:fs";
import { truncate } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { Usage } from "../../errors.ts";
import type { FileFormat, PlanContext } from "../source.ts";
import type { StoredContent } from "./bytes.ts";
import { CopyFolder } from "./copies.ts";

/** More than any look at the beginning of a file needs, packed or not. */
const HEAD = 1 << 20;

/**
 * How a file in a store is written. The engine looks at a file of the same size that has its beginning alone; the end
 * of Parquet is looked at when it is read.
 */
export async function sniffStored(
  uri: string,
  content: StoredContent,
  given: Partial<FileFormat>,
  { stores, sniff, signal }: Pick<PlanContext, "stores" | "sniff" | "signal">,
): Promise<FileFormat> {
  if (given.type === "parquet") return { type: "parquet" };
  if (!stores) throw new Usage("file.no-store", `files of this kind cannot be read here: ${uri}`);
  await using copies = await CopyFolder.create(stores);
  const path = await copies.pathFor(uri);
  try {
    const head = content.read(0, Math.min(HEAD, content.bytes));
    await pipeline(head, createWriteStream(path), { signal });
    await truncate(path, content.bytes);
    return await sniff(path, given);
  } catch (error) {
    throw copies.inOrigins(error);
  }
}
