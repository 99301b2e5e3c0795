import { link, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { hasCode } from "../disk/failure.ts";
import { makeFolder } from "../disk/make-folder.ts";

/**
 * Gives the file its final name, in one step that never overwrites. Throws `EEXIST` where the name is taken. The old
 * name is gone, however this ends.
 */
export async function place(from: string, to: string, hardLink: typeof link = link): Promise<void> {
  try {
    await inFolder(dirname(to), () => hardLink(from, to));
  } catch (error) {
    // Disks without hard links: the empty file takes the name, then the content takes its place.
    if (!hasCode(error, "EPERM", "ENOTSUP", "ENOSYS", "EMLINK")) throw error;
    await (await open(to, "wx")).close();
    await rename(from, to);
  } finally {
    await rm(from, { force: true });
  }
}

/** How often a folder may vanish between being made and being used. */
const FOLDER_TRIES = 10;

/** Makes the folder first, and again where it was empty and somebody cleared it away in between. */
async function inFolder(folder: string, work: () => Promise<void>, tries = FOLDER_TRIES): Promise<void> {
  try {
    makeFolder(folder);
    await work();
  } catch (error) {
    if (tries === 1 || !hasCode(error, "ENOENT")) throw error;
    await inFolder(folder, work, tries - 1);
  }
}

/** Puts files and folders on the disk, so that a power cut leaves them there. */
export class DurableFolders {
  readonly #root: string;
  readonly #known = new Set<string>();

  /** The root itself is taken to be there. */
  constructor(root: string) {
    this.#root = root;
    this.#known.add(root);
  }

  /** The file, its name in its folder, and the names of the folders on the way that were not seen before. */
  async sync(file: string): Promise<void> {
    const names = [dirname(file)];
    const fresh: string[] = [];
    for (
      let folder = dirname(file);
      !this.#known.has(folder) && folder.startsWith(this.#root);
      folder = dirname(folder)
    ) {
      fresh.push(folder);
      names.push(dirname(folder));
    }
    await Promise.all([file, ...names].map(syncPath));
    for (const folder of fresh) this.#known.add(folder);
  }

  /** A folder of this name is a new one from now on. */
  forget(folder: string): void {
    this.#known.delete(folder);
  }
}

async function syncPath(path: string): Promise<void> {
  await using handle = await open(path, "r");
  try {
    await handle.sync();
  } catch (error) {
    // Windows does not sync folders; its file systems keep names in order by themselves.
    if (!hasCode(error, "EPERM", "EISDIR", "EINVAL")) throw error;
  }
}
