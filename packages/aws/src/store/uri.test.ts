import fc from "fast-check";
import { expect, test } from "vitest";
import { parseS3Uri, s3Uri } from "./uri.ts";

test("a URI and its parts are the same thing, whatever the key", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (key) => {
      expect(parseS3Uri(s3Uri({ bucket: "my-bucket.2", key }))).toEqual({ bucket: "my-bucket.2", key });
    }),
  );
});

test("a key may have lines, blanks, slashes and what elsewhere is encoded", () => {
  expect(parseS3Uri("s3://bucket//a b+c%20?#\n/d")).toEqual({ bucket: "bucket", key: "/a b+c%20?#\n/d" });
});

test.each([
  "s3://",
  "s3://bucket",
  "s3:///key",
  "s3://my-*/a.csv",
  "s3://Bucket/a",
  "gs://bucket/a",
  "bucket/a",
])("%s says no place", (uri) => {
  expect(() => parseS3Uri(uri)).toThrow(
    expect.objectContaining({ class: "usage", code: "file.place", where: uri }),
  );
});
