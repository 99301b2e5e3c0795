import { expect, test } from "vitest";
import { uriShortener } from "./short-uri.ts";

test.each([
  ["local:01JD/flights#0/rows.parquet", "flights#0/rows.parquet"],
  ["s3://staging/dt=2026-11-24/01JD/flights#0/rows.parquet", "flights#0/rows.parquet"],
  [
    "s3://staging/dt=2026-11-24/01JE/flights#0/rows.parquet",
    "s3://staging/dt=2026-11-24/01JE/flights#0/rows.parquet",
  ],
  ["s3://raw/flights.csv", "s3://raw/flights.csv"],
  ["file:data/flights.csv", "data/flights.csv"],
  ["file:///home/ann/data/flights.csv", "data/flights.csv"],
])("%s is shown as %s", (uri, shown) => {
  expect(uriShortener("/home/ann", "01JD")(uri)).toBe(shown);
});
