import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where stand-ins are kept, for every checkout of this machine. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  env.WAYBILL_STANDINS ?? join(env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "waybill-standins");

export interface Recipe {
  readonly name: string;
  /** The files that say what it is made of: another content is another folder. */
  readonly from: readonly string[];
  /** Files do not tell this: the version of the interpreter. */
  readonly by?: string;
  /** Makes it in this folder, which is renamed when it is done. */
  make(folder: string): Promise<void>;
}

/** The folder of what the recipe makes; made where it is not there yet. Nobody sees one that is half made. */
export async function installed(recipe: Recipe, cache = cacheFolder()): Promise<string> {
  const folder = join(cache, `${recipe.name}-${await digestOf(recipe)}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const half = await mkdtemp(`${folder}.`);
  try {
    await recipe.make(half);
    await rename(half, folder);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    // Somebody else was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function digestOf({ from, by = "" }: Recipe): Promise<string> {
  const hash = createHash("sha256").update(by);
  for (const file of from) hash.update("\0").update(await readFile(file));
  return hash.digest("hex").slice(0, 12);
}
