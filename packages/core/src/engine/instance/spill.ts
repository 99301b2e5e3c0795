import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { Permanent } from "../../errors.ts";

/** In this thread: each has its own engine and its own count. */
let spills = 0;

/** A new folder below `parent`. Two instances that spilled into one folder would write over each other's files. */
export async function spillFolder(parent: string): Promise<string> {
  spills += 1;
  if (spills === 1) await removeLeftovers(parent);
  const folder = join(parent, `spill-${process.pid}-${threadId}-${spills}`);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw notWritable(parent, error);
  }
}

const notWritable = (folder: string, cause: unknown): Permanent =>
  new Permanent("engine.temp-directory", `the engine cannot make a folder below ${folder}`, {
    where: folder,
    why: cause instanceof Error ? cause.message : undefined,
    next: "make it a folder that can be written to, or move the state with --state <folder>",
    cause,
  });

/** What a process that was killed left behind. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const [, pid] = /^spill-(\d+)-\d+-\d+$/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
