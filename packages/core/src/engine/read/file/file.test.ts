import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { text } from "../../sql.ts";
import { openScratch, type Scratch } from "../../testing/scratch.ts";
import { LineCounter } from "./line-counter.ts";
import { forget, plainFile } from "./plain-file.ts";
import { RejectFile } from "./rejects.ts";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(() => scratch.close());

const { signal } = new AbortController();

describe("a file as plain UTF-8", () => {
  const plain = (
    path: string,
    encoding: "utf-8" | "latin-1" | "utf-16" | null,
    range?: { from: number; to: number },
  ) =>
    plainFile(
      { path, firstLine: 1, ...(range && { range: { unit: "bytes" as const, ...range } }) },
      { encoding, folder: scratch.folder, name: "copy", signal },
    );

  test("stays where it is, where it is that already", async () => {
    const path = scratch.path("plain.csv");
    await writeFile(path, "a\nb\n");
    const file = await plain(path, "utf-8");
    expect(file).toMatchObject({ path, copied: false });
    await forget(file);
    expect(existsSync(path)).toBe(true);
  });

  test.each([
    ["packed with gzip", gzipSync("é\nb\n"), "utf-8"],
    ["packed with zstd", zstdCompressSync("é\nb\n"), "utf-8"],
    ["in latin-1", Buffer.from("\xe9\nb\n", "latin1"), "latin-1"],
    ["in UTF-16", Buffer.from("\ufeffé\nb\n", "utf16le"), "utf-16"],
    ["in UTF-16, as its first bytes tell", Buffer.from("\ufeffé\nb\n", "utf16le"), null],
    ["with a mark that JSON may not have", Buffer.from("\ufeffé\nb\n"), null],
  ] as const)("is copied where it is %s; the name says nothing", async (_what, content, encoding) => {
    const path = scratch.path("file.csv");
    await writeFile(path, content);
    const file = await plain(path, encoding);
    expect(file.copied).toBe(true);
    expect(await readFile(file.path, "utf8")).toBe("é\nb\n");
    await forget(file);
    expect([existsSync(file.path), existsSync(path)]).toEqual([false, true]);
  });

  test("stays where it is, where the part is all of it: the copy of a part of an object", async () => {
    const path = scratch.path("all.csv");
    await writeFile(path, "0123456789");
    expect(await plain(path, "utf-8", { from: 0, to: 10 })).toMatchObject({ path, copied: false });
    expect(await plain(path, "utf-8", { from: 0, to: 9 })).toMatchObject({ copied: true });
    expect(await plain(path, "latin-1", { from: 0, to: 10 })).toMatchObject({ copied: true });
  });

  test("a part of it is copied, byte for byte", async () => {
    const path = scratch.path("part.csv");
    await writeFile(path, "0123456789");
    expect(await readFile((await plain(path, "utf-8", { from: 2, to: 5 })).path, "utf8")).toBe("234");
    expect(await readFile((await plain(path, "utf-8", { from: 4, to: 4 })).path, "utf8")).toBe("");
  });

  test.each([
    ["cut off", gzipSync("x".repeat(100_000)).subarray(0, 50)],
    ["changed", Buffer.concat([gzipSync("hello").subarray(0, 12), Buffer.from("garbage garbage")])],
    [
      "cut off with zstd",
      zstdCompressSync(Buffer.from(Array.from({ length: 5000 }, (_, i) => i * 7919))).subarray(0, 60),
    ],
  ])("a packed file that is %s", async (_what, content) => {
    const path = scratch.path("bad.csv.gz");
    await writeFile(path, content);
    await expect(plain(path, "utf-8")).rejects.toMatchObject({
      code: "file.damaged",
      class: "permanent",
      where: path,
    });
  });

  test("a file that is gone", async () => {
    await expect(plain(scratch.path("none.csv"), "utf-8")).rejects.toMatchObject({ code: "file.missing" });
  });
});

describe("lines by byte", () => {
  test("are counted in one pass, over what was left out too", async () => {
    const path = scratch.path("lines.txt");
    await writeFile(path, `a\nb\n${"x".repeat(2 << 20)}\nc\n`);
    const gaps = [
      { at: 0, lines: 10 },
      { at: 4, lines: 5 },
    ];
    const lines = await LineCounter.open(path, { firstLine: 1, gaps });
    expect([
      await lines.lineAt(0),
      await lines.lineAt(2),
      await lines.lineAt(3),
      await lines.lineAt(4),
    ]).toEqual([11, 12, 12, 18]);
    expect(await lines.lineAt((2 << 20) + 5)).toBe(19);
    await lines.close();
  });
});

describe("rejects", () => {
  test("come back as they were, long ones cut, and none after they are forgotten", async () => {
    const rejects = await RejectFile.create(scratch.path("rejects.csv"));
    const reject = {
      file: "a.csv",
      line: 2,
      column: null,
      text: 'say "hi",\r\n\\',
      reason: "wrong",
      code: "csv.x",
    };
    await rejects.add(reject);
    await rejects.clear();
    expect(await rejects.write(scratch.connection, scratch.path("none.parquet"))).toBeNull();
    await rejects.add(reject);
    await rejects.add({ ...reject, file: null, line: null, column: "", text: "x".repeat(20_000) });
    const path = scratch.path("rejects.parquet");
    expect(await rejects.write(scratch.connection, path)).toMatchObject({ rows: 2 });
    const rows = await scratch.connection.all(`FROM read_parquet(${text(path)}) ORDER BY line NULLS LAST`);
    expect(rows).toEqual([
      { ...reject, line: 2n },
      { ...reject, file: null, line: null, column: "", text: `${"x".repeat(10_000)}…` },
    ]);
    await rejects.close();
  });
});
