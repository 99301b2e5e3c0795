import { randomUUID } from "node:crypto";
import { readFile, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Draft, Expected, Objects, StoredKey, StoredObject } from "@waybill/core";
import { hasCode } from "../disk/failure.ts";
import { makeFolder } from "../disk/make-folder.ts";
import { DRAFTS_FOLDER } from "../state/folder.ts";
import { checksumOf, checksumOfFile } from "./checksum.ts";
import { DurableFolders, place } from "./durable.ts";
import { exists, naming, notWritten, reading, refuseDamaged } from "./failure.ts";
import { checkKey, checkPrefix, keyOf, uriOf } from "./key.ts";
import { listObjects } from "./list.ts";

export interface DirectoryObjectsOptions {
  /** An object is on the disk, not in the system's memory alone, before `commit` returns. Costs some milliseconds. */
  readonly fsync?: boolean;
}

/**
 * Objects as files in a folder. A draft is written beside its run's objects and linked to its final name when it is
 * whole, so an object is there as a whole or not at all, and never changes.
 */
export function directoryObjects(folder: string, { fsync = true }: DirectoryObjectsOptions = {}): Objects {
  return new DirectoryObjects(resolve(folder), fsync);
}

class DirectoryObjects implements Objects {
  readonly #root: string;
  readonly #durable: DurableFolders | null;

  constructor(root: string, fsync: boolean) {
    this.#root = root;
    this.#durable = fsync ? new DurableFolders(root) : null;
  }

  async draft(key: string): Promise<Draft> {
    checkKey(key);
    const folder = join(this.#runFolder(dirname(key)), DRAFTS_FOLDER);
    const path = join(folder, `${randomUUID()}-${basename(key)}`);
    await naming("make a place for an artifact", folder, async () => makeFolder(folder));
    return { path, commit: () => this.#commit(path, key), discard: () => this.#discard(path) };
  }

  async put(key: string, content: Uint8Array): Promise<StoredObject> {
    const draft = await this.draft(key);
    try {
      await naming("write an artifact", draft.path, () => writeFile(draft.path, content, { flag: "wx" }));
    } catch (error) {
      await draft.discard();
      throw error;
    }
    return draft.commit();
  }

  async get(uri: string, expected?: Expected): Promise<Uint8Array> {
    const path = this.#path(keyOf(uri));
    return reading(uri, path, async () => {
      const content = await readFile(path);
      if (expected)
        refuseDamaged(uri, path, { bytes: content.length, checksum: checksumOf(content) }, expected);
      return content;
    });
  }

  async open(uri: string, expected?: Expected): Promise<string> {
    const path = this.#path(keyOf(uri));
    return reading(uri, path, async () => {
      refuseDamaged(uri, path, { bytes: (await stat(path)).size }, expected);
      return path;
    });
  }

  async folder(prefix: string): Promise<string> {
    return this.#runFolder(checkPrefix(prefix));
  }

  async list(prefix: string): Promise<readonly StoredKey[]> {
    checkPrefix(prefix);
    return naming("list artifacts", this.#root, () => listObjects(this.#root, prefix));
  }

  async delete(uris: readonly string[]): Promise<void> {
    for (const path of uris.map((uri) => this.#path(keyOf(uri)))) {
      await naming("delete an artifact", path, async () => {
        await rm(path, { force: true });
        await this.#removeEmpty(dirname(path));
      });
    }
  }

  async #commit(path: string, key: string): Promise<StoredObject> {
    const final = this.#path(key);
    return naming("keep an artifact", final, async () => {
      const { bytes, checksum } = await checksumOfFile(path).catch((error: unknown) => {
        throw hasCode(error, "ENOENT") ? notWritten(key, path) : error;
      });
      await place(path, final).catch((error: unknown) => {
        throw hasCode(error, "EEXIST") ? exists(key, final) : error;
      });
      await this.#durable?.sync(final);
      return { uri: uriOf(key), bytes, checksum };
    });
  }

  #discard(path: string): Promise<void> {
    return naming("remove a draft", path, () => rm(path, { force: true }));
  }

  /** Up to the run's folder, in which somebody may be about to write a draft. */
  async #removeEmpty(folder: string): Promise<void> {
    if (folder === this.#root || dirname(folder) === this.#root) return;
    try {
      await rmdir(folder);
    } catch (error) {
      if (hasCode(error, "ENOTEMPTY", "ENOENT", "EEXIST")) return;
      throw error;
    }
    this.#durable?.forget(folder);
    await this.#removeEmpty(dirname(folder));
  }

  #path(key: string): string {
    return join(this.#root, key);
  }

  /** The first name of a key is its run's. Drafts lie there, and so all of a run is below one folder. */
  #runFolder(prefix: string): string {
    return join(this.#root, prefix.split("/")[0] ?? "");
  }
}
