import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { hasCode, onDisk } from "./disk.ts";

/** Below each run's folder: what is not whole yet. No key has such a name. */
const DRAFTS = ".drafts";
/** Characters of a key's last name that a draft's name ends in. */
const ENDING = 40;

/** Copies of artifacts on this machine, by their keys. The first name of a key is its run's, and the folder is too. */
export class WorkFolder {
  readonly #root: string;
  readonly #used = new Set<string>();
  readonly #opening = new Map<string, Promise<void>>();

  constructor(root: string) {
    this.#root = resolve(root);
  }

  pathOf(key: string): string {
    return join(this.#root, key);
  }

  /** A path that does not exist yet, below the run's folder. */
  async draft(key: string): Promise<string> {
    const folder = join(this.#runFolder(key.includes("/") ? key : ""), DRAFTS);
    this.#used.add(key.includes("/") ? dirname(folder) : folder);
    await makeFolder(folder);
    return join(folder, `${randomUUID()}-${basename(key).slice(-ENDING).toWellFormed()}`);
  }

  async ofRun(prefix: string): Promise<string> {
    const folder = this.#runFolder(prefix);
    if (folder !== this.#root) this.#used.add(folder);
    await makeFolder(folder);
    return folder;
  }

  /**
   * The path of a key's copy. `fetch` is told how many bytes lie there, null for none, and leaves them or calls
   * `replace`. For one key it runs once at a time.
   */
  async once(
    key: string,
    fetch: (bytesHere: number | null, replace: Replace) => Promise<void>,
  ): Promise<string> {
    const path = this.pathOf(key);
    const before = this.#opening.get(path) ?? Promise.resolve();
    const now = before
      .catch(() => {})
      .then(async () => fetch(await sizeOf(path), (write) => this.#replace(key, path, write)));
    this.#opening.set(path, now);
    try {
      await now;
    } finally {
      if (this.#opening.get(path) === now) this.#opening.delete(path);
    }
    return path;
  }

  /** Also right where nothing is. */
  async remove(path: string): Promise<void> {
    await onDisk({ doing: "remove a copy", path }, () => rm(path, { force: true }));
  }

  /** Removes the folders of the runs that were worked on here, and nothing that others put beside them. */
  async clean(): Promise<void> {
    await Promise.allSettled(this.#opening.values());
    for (const path of this.#used) {
      await onDisk({ doing: "clean the work folder", path }, () =>
        rm(path, { recursive: true, force: true }),
      );
    }
    this.#used.clear();
  }

  #runFolder(prefix: string): string {
    return join(this.#root, prefix.split("/")[0] ?? "");
  }

  /** The copy is there as a whole or not at all. */
  async #replace(key: string, path: string, write: (path: string) => Promise<void>): Promise<void> {
    const draft = await this.draft(key);
    try {
      await write(draft);
      await makeFolder(dirname(path));
      await onDisk({ doing: "keep a copy", path }, () => rename(draft, path));
      if (!key.includes("/")) this.#used.add(path);
    } finally {
      await this.remove(draft);
    }
  }
}

/** Has the copy written to the path that it gives. */
export type Replace = (write: (path: string) => Promise<void>) => Promise<void>;

async function makeFolder(path: string): Promise<void> {
  await onDisk({ doing: "make a folder for artifacts", path }, () => mkdir(path, { recursive: true }));
}

async function sizeOf(path: string): Promise<number | null> {
  return onDisk({ doing: "look for a copy", path }, async () => {
    try {
      return (await stat(path)).size;
    } catch (error) {
      if (hasCode(error, "ENOENT", "ENOTDIR")) return null;
      throw error;
    }
  });
}
