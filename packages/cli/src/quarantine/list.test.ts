import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { artifact } from "../testing/sample-run.ts";
import { listLines } from "./list.ts";

test("where the rows are, with paths that can be copied", () => {
  const item = {
    kind: "quarantine",
    stage: "validate",
    unit: "flights#0",
    rows: 1200,
    artifact: artifact("x", 1200),
    path: "/home/ann/.waybill/artifacts/x/quarantine.parquet",
  } as const;
  expect(listLines([item], "/home/ann", plainPaint)).toEqual([
    "what        stage     unit        rows  file",
    "quarantine  validate  flights#0  1,200  .waybill/artifacts/x/quarantine.parquet",
  ]);
  expect(listLines([], "/home/ann", plainPaint)).toEqual(["nothing was held back"]);
});
