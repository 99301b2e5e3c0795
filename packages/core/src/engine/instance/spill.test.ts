import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spillFolder } from "./spill.ts";

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "waybill-spill-"));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

test("each gets its own folder; what a dead process left is removed, all else stays", async () => {
  // No process has this number: Linux stops at 2^22.
  const dead = `spill-${2 ** 30}-0-1`;
  const alive = `spill-${process.ppid}-0-1`;
  for (const name of [dead, alive, "spill-mine", "other"]) await mkdir(join(parent, name));
  const first = await spillFolder(parent);
  const second = await spillFolder(parent);
  expect(first).not.toBe(second);
  expect((await readdir(parent)).sort()).toEqual(
    [
      alive,
      "other",
      "spill-mine",
      `spill-${process.pid}-${threadId}-1`,
      `spill-${process.pid}-${threadId}-2`,
    ].sort(),
  );
});
