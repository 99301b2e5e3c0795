import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { sniff } from "../../engine/read/sniff/sniff.ts";
import { openScratch, type Scratch } from "../../engine/testing/scratch.ts";
import { files } from "../files.ts";
import type { FileReading } from "../source.ts";
import type { FormatOptions } from "./format.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
  put("data/a.csv", "id,name\n1,x\n");
  put("data/b-2.csv", "");
  put("data/b-20.csv", "id,name\n");
  put("data/c.csv", "id,name\n3,z\n");
  put("blank.csv", "\ufeff\r\n\n");
  put("nothing.csv.gz", gzipSync(""));
  put("no bytes.csv.gz", "");
  put("none.ndjson", "");
  put("none.ndjson.gz", gzipSync(""));
});
afterAll(() => scratch.close());

function put(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(scratch.path(name)), { recursive: true });
  writeFileSync(scratch.path(name), content);
}

async function plan(at: string, options: FormatOptions = {}): Promise<readonly string[]> {
  const works = await files(at, { row: z.object({ id: z.int(), name: z.string() }), ...options }).plan({
    baseDir: scratch.path("."),
    parameters: {},
    split: true,
    sizes: { targetBytes: 1000 },
    sniff: (path, given) => sniff(scratch.connection, path, given),
    signal: new AbortController().signal,
  });
  return works.flatMap(({ detail }) => (detail as FileReading).slices.map(({ path }) => path));
}

const shown = (...names: readonly string[]) => names.map((name) => scratch.path(name));

describe("a CSV file that holds nothing", () => {
  test.each([
    ["of 0 bytes", "data/b-2.csv", "it has 0 bytes, not even a header"],
    ["among others", "data/*.csv", "it has 0 bytes, not even a header"],
    ["packed", "nothing.csv.gz", "unpacked (gzip) it has 0 bytes, not even a header"],
    ["of a packed file's name", "no bytes.csv.gz", "it has 0 bytes, not even a header"],
    ["but a mark and line ends", "blank.csv", "it has 6 bytes without a row, not even a header"],
  ])("%s", async (_what, at, why) => {
    const name = at === "data/*.csv" ? "data/b-2.csv" : at;
    await expect(plan(at)).rejects.toMatchObject({
      class: "permanent",
      code: "file.empty",
      message: `the file is empty: ${name}`,
      where: scratch.path(name),
      why,
      next: expect.stringMatching(/wait until it is written.*a pattern that does not match it/),
    });
  });

  test("and needs no header", async () => {
    await expect(plan("data/b-2.csv", { header: false })).rejects.toMatchObject({
      code: "file.empty",
      why: "it has 0 bytes, not a single row",
    });
  });
});

test("a header without rows is a file", async () => {
  expect(await plan("data/b-20.csv")).toEqual(shown("data/b-20.csv"));
});

test.each(["none.ndjson", "none.ndjson.gz"])("NDJSON of 0 bytes is a list without rows: %s", async (name) => {
  expect(await plan(name)).toEqual(shown(name));
});
