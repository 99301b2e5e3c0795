import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { StoredKey } from "@waybill/core";
import { hasCode } from "../disk/failure.ts";
import { uriOf } from "./key.ts";

/** Objects whose key begins with the prefix, in the order of their keys. Drafts are none. */
export async function listObjects(root: string, prefix: string): Promise<StoredKey[]> {
  const keys = await keysBelow(root, prefix.slice(0, prefix.lastIndexOf("/") + 1), prefix);
  const found = await Promise.all(keys.map((key) => describe(root, key)));
  return found.filter((object) => object !== null).sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** `folder` is empty or ends in a slash. */
async function keysBelow(root: string, folder: string, prefix: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return [];
    throw error;
  });
  const keys: string[] = [];
  for (const entry of entries) {
    const key = `${folder}${entry.name}`;
    if (entry.name.startsWith(".") || !key.startsWith(prefix)) continue;
    if (entry.isDirectory()) keys.push(...(await keysBelow(root, `${key}/`, prefix)));
    else keys.push(key);
  }
  return keys;
}

/** Null where it was deleted meanwhile. */
async function describe(root: string, key: string): Promise<StoredKey | null> {
  try {
    const { size, mtimeMs } = await stat(join(root, key));
    return { key, uri: uriOf(key), bytes: size, modifiedAt: mtimeMs };
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}
