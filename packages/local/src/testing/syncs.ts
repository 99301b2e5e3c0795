import { open } from "node:fs/promises";
import { vi } from "vitest";

/** How often a file or folder is put on the disk while the work is done. */
export async function syncs(work: () => Promise<unknown>): Promise<number> {
  await using probe = await open(import.meta.filename);
  const sync = vi.spyOn(Object.getPrototypeOf(probe), "sync");
  try {
    await work();
    return sync.mock.calls.length;
  } finally {
    sync.mockRestore();
  }
}
