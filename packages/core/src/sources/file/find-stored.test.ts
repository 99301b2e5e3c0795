import { beforeEach, describe, expect, test } from "vitest";
import { findStored, literalPrefix } from "./find-stored.ts";
import { type MemoryStore, memoryStore } from "./testing/memory-store.ts";

const { signal } = new AbortController();
let store: MemoryStore;
beforeEach(() => {
  store = memoryStore();
  for (const key of [
    "data/",
    "data/b.csv",
    "data/a 1+ü.csv",
    "data/.hidden.csv",
    "data/readme.md",
    "data/2024/c.csv.gz",
    "data/2024/x[1].csv",
    "data/2024/x1.csv",
    "data.csv",
    "empty/readme.md",
  ])
    store.put(`s3://bucket/${key}`, "id\n1\n");
});

const found = async (place: string) =>
  (await findStored(place, store, signal)).map(({ path }) => path.replace("s3://bucket/", ""));

test.each<[string, string, readonly string[]]>([
  ["an object", "data/b.csv", ["data/b.csv"]],
  ["a name with blanks, a plus and more", "data/a 1+ü.csv", ["data/a 1+ü.csv"]],
  ["a pattern stays in its folder", "data/*.csv", ["data/a 1+ü.csv", "data/b.csv"]],
  ["a pattern into folders", "data/**/*.csv.gz", ["data/2024/c.csv.gz"]],
  ["a pattern with a plus before its star", "data/a 1+*.csv", ["data/a 1+ü.csv"]],
  ["an object whose name is a pattern", "data/2024/x[1].csv", ["data/2024/x[1].csv"]],
  [
    "a folder: data files in it and below",
    "data/2024/",
    ["data/2024/c.csv.gz", "data/2024/x1.csv", "data/2024/x[1].csv"],
  ],
  [
    "a folder without its slash",
    "data/2024",
    ["data/2024/c.csv.gz", "data/2024/x1.csv", "data/2024/x[1].csv"],
  ],
  ["alternatives", "data/{b,2024/x1}.csv", ["data/2024/x1.csv", "data/b.csv"]],
])("%s", async (_what, place, expected) => {
  expect((await found(`s3://bucket/${place}`)).sort()).toEqual(expected);
});

test("a file is known by its URI, its size and its version, and gives its bytes", async () => {
  const [file] = await findStored("s3://bucket/data/b.csv", store, signal);
  expect(file).toMatchObject({
    path: "s3://bucket/data/b.csv",
    shown: "s3://bucket/data/b.csv",
    bytes: 5,
    version: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  if (typeof file?.content !== "object") throw new Error("no stored content");
  expect(Buffer.concat(await file.content.read(1, 4).toArray()).toString()).toBe("d\n1");
});

describe("nothing to read", () => {
  test.each<[string, string, string, string, RegExp]>([
    [
      "a missing object",
      "data/d.csv",
      "file.missing",
      "there is no file s3://bucket/data/d.csv",
      /did you mean b\.csv\?/,
    ],
    [
      "a missing folder",
      "dta/b.csv",
      "file.missing",
      "there is no file s3://bucket/dta/b.csv",
      /upper and lower case/,
    ],
    [
      "a pattern",
      "data/*.parquet",
      "file.no-match",
      "no file matches s3://bucket/data/*.parquet",
      /check the pattern|did you mean/,
    ],
    [
      "no data",
      "empty",
      "file.no-match",
      "below s3://bucket/empty there are no data files",
      /data files end in/,
    ],
  ])("%s", async (_what, place, code, message, next) => {
    await expect(found(`s3://bucket/${place}`)).rejects.toMatchObject({
      class: "permanent",
      code,
      message,
      next: expect.stringMatching(next),
    });
  });

  test("what is there is said, or that nothing is", async () => {
    await expect(found("s3://bucket/empty/x.csv")).rejects.toMatchObject({
      why: "below s3://bucket/empty/ there are readme.md",
    });
    await expect(found("s3://other/*.csv")).rejects.toMatchObject({ why: "nothing begins with s3://other/" });
  });
});

test.each([
  ["s3://bucket/data/*.csv", "s3://bucket/data/"],
  ["s3://bucket/a+b (1)/x?.csv", "s3://bucket/a+b (1)/x"],
  ["s3://bucket/@(a|b).csv", "s3://bucket/"],
  ["s3://bucket/a.csv", "s3://bucket/a.csv"],
])("before what is a pattern in %s stands %s", (pattern, prefix) => {
  expect(literalPrefix(pattern)).toBe(prefix);
});
