import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FileReading } from "../source.ts";
import { findFiles } from "./find.ts";
import { refuseChanged } from "./unchanged.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "waybill-unchanged-"));
  for (const name of ["a.csv", "b.csv"]) writeFileSync(join(folder, name), "id\n1\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The reading of both files as they are now, and what was noted of them. */
async function planned() {
  const files = await findFiles(["*.csv"], {
    baseDir: folder,
    stores: undefined,
    signal: new AbortController().signal,
  });
  const reading: FileReading = {
    kind: "files",
    format: { type: "ndjson", compression: "none" },
    slices: files.map(({ path }) => ({ path, firstLine: 1 })),
  };
  return { reading, inputs: files.map(({ shown, version }) => ({ uri: `file:${shown}`, version })) };
}

test("files that are as they were may be read", async () => {
  const { reading, inputs } = await planned();
  await expect(refuseChanged(reading, inputs)).resolves.toBeUndefined();
});

test("a file with other bytes is refused, with both versions", async () => {
  const { reading, inputs } = await planned();
  writeFileSync(join(folder, "b.csv"), "id\n1\n2\n");
  await expect(refuseChanged(reading, inputs)).rejects.toMatchObject({
    class: "permanent",
    code: "file.changed",
    where: join(folder, "b.csv"),
    why: expect.stringMatching(/^it was 5 bytes of .+Z, and is 7 bytes of .+Z$/),
  });
});

test("so is one of the same size that was written later", async () => {
  const { reading, inputs } = await planned();
  utimesSync(join(folder, "a.csv"), new Date(), new Date(Date.now() + 5000));
  await expect(refuseChanged(reading, inputs)).rejects.toMatchObject({ code: "file.changed" });
});

test("a file that is gone is told as that", async () => {
  const { reading, inputs } = await planned();
  rmSync(join(folder, "a.csv"));
  await expect(refuseChanged(reading, inputs)).rejects.toMatchObject({ code: "file.missing" });
});

test("of inputs without a version, and of rows that code yields, nothing is known", async () => {
  const { reading } = await planned();
  await expect(refuseChanged(reading, [])).resolves.toBeUndefined();
  await expect(refuseChanged({ kind: "rows", rows: () => [] }, [])).resolves.toBeUndefined();
});
