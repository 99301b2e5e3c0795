import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findFiles } from "./find.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "waybill-links-")));
  mkdirSync(join(folder, "data/sub"), { recursive: true });
  for (const name of ["data/b.csv", "data/sub/c.csv"]) writeFileSync(join(folder, name), "id\n1\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const link = (name: string, to: string) => symlinkSync(to, at(name));
const found = async (...places: readonly string[]) => {
  const options = { baseDir: folder, stores: undefined, signal: new AbortController().signal };
  return (await findFiles(places, options)).map(({ shown }) => shown);
};

describe("links", () => {
  test("to a file that is found too: it is read once, by the first of its names", async () => {
    link("data/a.csv", "b.csv");
    link("data/z.csv", at("data/sub/c.csv"));
    expect(await found("data")).toEqual(["data/a.csv", "data/sub/c.csv"]);
    expect(await found("data/*.csv")).toEqual(["data/a.csv", "data/z.csv"]);
    expect(await found("data/b.csv", "data/a.csv")).toEqual(["data/a.csv"]);
  });

  test("that lead in circles end, and read nothing twice", async () => {
    link("data/self", ".");
    link("data/sub/up", "../../data");
    link("elsewhere", "data");
    for (const place of ["data", "**/*.csv", "elsewhere"]) {
      const files = await found(place, "data");
      expect(files.map((name) => name.slice(name.lastIndexOf("/") + 1))).toEqual(["b.csv", "c.csv"]);
    }
  });

  test("to a file that is found by no other name are files", async () => {
    link("here.csv", "data/b.csv");
    expect(await found("here.csv")).toEqual(["here.csv"]);
  });

  test("to themselves are no files", async () => {
    link("loop.csv", "loop.csv");
    await expect(found("loop.csv")).rejects.toMatchObject({
      class: "permanent",
      code: "file.missing",
      message: `the link leads to itself, not to a file: ${at("loop.csv")}`,
    });
  });
});

describe.skipIf(process.platform === "win32")("what is no regular file (Windows has no such paths)", () => {
  test("a pipe, by its name or by a link", async () => {
    execFileSync("mkfifo", [at("pipe.csv")]);
    link("data/to-pipe.csv", at("pipe.csv"));
    const wanted = {
      class: "permanent",
      code: "file.not-regular",
      next: expect.stringMatching(/into a file/),
    };
    await expect(found("pipe.csv")).rejects.toMatchObject({
      ...wanted,
      message: `a pipe (FIFO) stands where a file is expected: ${at("pipe.csv")}`,
      where: at("pipe.csv"),
    });
    await expect(found("data")).rejects.toMatchObject({ ...wanted, where: at("data/to-pipe.csv") });
  });

  test("a device", async () => {
    await expect(found("/dev/null")).rejects.toMatchObject({
      code: "file.not-regular",
      message: "a device stands where a file is expected: /dev/null",
    });
  });

  test("a socket", async () => {
    const server = createServer().listen(at("s.csv"));
    await new Promise((resolve) => server.once("listening", resolve));
    await expect(found("s.csv")).rejects.toMatchObject({
      message: expect.stringMatching(/^a socket stands/),
    });
    server.close();
  });
});
