import { createHash } from "node:crypto";
import { Permanent } from "../errors.ts";
import type { Draft, Expected, Objects, StoredKey, StoredObject } from "../ports/objects.ts";

const SCHEME = "memory:";
const DRAFTS = ".drafts";

/** Drafts that a store was asked for, so that all who share it give out different paths. */
const draftCounts = new WeakMap<Map<string, unknown>, number>();

/**
 * Objects in a map that the engine's twin writes to and reads from: a "path" is a key of it, and an object lies under
 * its own key. Values are bytes, or anything that JSON can say: rows. Everything is in the map, so several of these
 * over one map are one store.
 */
export const memoryObjects = (store: Map<string, unknown>): Objects => new MemoryObjects(store);

class MemoryObjects implements Objects {
  readonly #store: Map<string, unknown>;

  constructor(store: Map<string, unknown>) {
    this.#store = store;
  }

  async draft(key: string): Promise<Draft> {
    checkKey(key);
    const count = (draftCounts.get(this.#store) ?? 0) + 1;
    draftCounts.set(this.#store, count);
    const path = `${folderOf(key.includes("/") ? key : "")}${DRAFTS}/${count}-${key.slice(key.lastIndexOf("/") + 1)}`;
    return {
      path,
      commit: async () => this.#commit(path, key),
      discard: async () => {
        this.#store.delete(path);
      },
    };
  }

  async put(key: string, content: Uint8Array): Promise<StoredObject> {
    const draft = await this.draft(key);
    this.#store.set(draft.path, content.slice());
    return draft.commit();
  }

  async get(uri: string, expected?: Expected): Promise<Uint8Array> {
    const content = this.#content(uri);
    refuseDamaged(uri, content, expected);
    return content;
  }

  async open(uri: string, expected?: Expected): Promise<string> {
    const content = this.#content(uri);
    if (expected && content.length !== expected.bytes) refuseDamaged(uri, content, expected);
    return keyOf(uri);
  }

  async folder(prefix: string): Promise<string> {
    return folderOf(prefix).slice(0, -1);
  }

  async list(prefix: string): Promise<readonly StoredKey[]> {
    return [...this.#store]
      .filter(([key]) => key.startsWith(prefix) && !key.split("/").includes(DRAFTS))
      .map(([key, value]) => ({ key, uri: SCHEME + key, bytes: bytesOf(value).length, modifiedAt: 0 }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async delete(uris: readonly string[]): Promise<void> {
    for (const uri of uris) this.#store.delete(keyOf(uri));
  }

  #commit(path: string, key: string): StoredObject {
    const value = this.#store.get(path);
    this.#store.delete(path);
    if (value === undefined)
      throw new Permanent("object.missing", `nothing was written for ${key}`, { where: path });
    if (this.#store.has(key))
      throw new Permanent("object.exists", `there is an object ${key} already`, { where: key });
    this.#store.set(key, value);
    const content = bytesOf(value);
    return { uri: SCHEME + key, bytes: content.length, checksum: checksumOf(content) };
  }

  #content(uri: string): Uint8Array {
    const value = this.#store.get(keyOf(uri));
    if (value !== undefined) return bytesOf(value);
    throw new Permanent("object.missing", `there is no object ${uri}`, { where: uri });
  }
}

/** With its slash; empty for the store as a whole. */
const folderOf = (prefix: string): string => (prefix === "" ? "" : `${prefix.split("/")[0]}/`);

function keyOf(uri: string): string {
  if (uri.startsWith(SCHEME)) return checkKey(uri.slice(SCHEME.length));
  throw new Permanent("object.foreign", `${uri} is not in this store`, { where: uri });
}

function checkKey(key: string): string {
  if (key.split("/").every((name) => name !== "" && !name.startsWith("."))) return key;
  throw new Permanent("object.key", `${JSON.stringify(key)} is no key of an object`, { where: key });
}

const bytesOf = (value: unknown): Uint8Array =>
  value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value, withBigints));

const withBigints = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value);

const checksumOf = (content: Uint8Array): string =>
  `sha256:${createHash("sha256").update(content).digest("hex")}`;

function refuseDamaged(uri: string, content: Uint8Array, expected: Expected | undefined): void {
  if (!expected || (content.length === expected.bytes && checksumOf(content) === expected.checksum)) return;
  throw new Permanent("object.damaged", `the object ${uri} is not as it was written`, { where: uri });
}
