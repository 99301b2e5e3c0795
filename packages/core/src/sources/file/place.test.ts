import { expect, test } from "vitest";
import type { SourceStore } from "../../ports/source-store.ts";
import { datasetOf, placeBelow, schemeOf, storeOf } from "./place.ts";

const store = {} as SourceStore;
const stores = { byScheme: { s3: async () => store }, folder: "/tmp" };

test.each([
  ["s3://bucket/a.csv", "s3"],
  ["data/a.csv", null],
  ["/data/s3://a.csv", null],
  ["C:\\data\\a.csv", null],
  ["a:b.csv", null],
])("the scheme of %s is %s", (place, scheme) => {
  expect(schemeOf(place)).toBe(scheme);
});

test("a place is read by the store of its scheme", async () => {
  expect(await storeOf("s3://bucket/a.csv", stores)).toBe(store);
});

test.each([
  ["gs://bucket/a.csv", "files of gs:// cannot be read here: gs://bucket/a.csv", /copy the files/],
  ["constructor://a", "files of constructor:// cannot be read here: constructor://a", /copy the files/],
  [
    "file:///data/a.csv",
    "files of file:// cannot be read here: file:///data/a.csv",
    /files\("\/data\/a\.csv"/,
  ],
])("%s is read by none, and it is said by which others", async (place, message, next) => {
  await expect(storeOf(place, stores)).rejects.toMatchObject({
    class: "usage",
    code: "file.no-store",
    message,
    where: place,
    why: "what can be read is a path on this machine, or s3://",
    next: expect.stringMatching(next),
  });
});

test("without stores there is this machine alone", async () => {
  await expect(storeOf("s3://bucket/a.csv", undefined)).rejects.toMatchObject({
    code: "file.no-store",
    why: "what can be read is a path on this machine",
  });
});

test("a dataset is known by its places", () => {
  expect(datasetOf(["data/a.csv", "b/*.csv"])).toBe("file:data/a.csv,b/*.csv");
  expect(datasetOf(["s3://bucket/*.csv"])).toBe("s3://bucket/*.csv");
  expect(datasetOf(["a.csv", "s3://bucket/*.csv"])).toBe("file:a.csv,s3://bucket/*.csv");
});

test.each([
  ["s3://raw", "data/a.csv", "s3://raw/data/a.csv"],
  ["s3://raw/", "./data/*.csv", "s3://raw/data/*.csv"],
  ["s3://raw/daily", "a/../b.csv", "s3://raw/daily/b.csv"],
  ["s3://raw", "s3://other/a.csv", "s3://other/a.csv"],
  ["s3://raw", "/mnt/a.csv", "/mnt/a.csv"],
  ["/home/ann", "data/a.csv", "data/a.csv"],
])("below %s, %s is %s", (base, place, whole) => {
  expect(placeBelow(base, place)).toBe(whole);
});
