import { expect, test } from "vitest";
import { shortPath } from "./path.ts";

test("the shorter of two ways to say a path", () => {
  expect(shortPath("/home/ann/.waybill/x.parquet", "/home/ann")).toBe(".waybill/x.parquet");
  expect(shortPath("/tmp/x.parquet", "/home/ann/projects/etl")).toBe("/tmp/x.parquet");
  expect(shortPath("/home/ann", "/home/ann")).toBe("/home/ann");
});

test("an address is no path", () => {
  expect(shortPath("s3://bucket/a//b", "/home/ann")).toBe("s3://bucket/a//b");
});
