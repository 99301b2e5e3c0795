import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { failed, RUN, sampleRun } from "../testing/sample-run.ts";
import { lineageLines } from "./lines.ts";
import { uriShortener } from "./short-uri.ts";

const view = { paint: plainPaint, showUri: uriShortener("/home/ann", RUN) };

test("every hop, with what went in and out, how many rows, how long", () => {
  expect(lineageLines(sampleRun(), view)).toEqual([
    "● Requested   asked for (hand) by ann",
    "● Planned     3 units of work  12 ms",
    "├─ airports#0  airports.csv",
    "│  ● Extracted   7 → 7 rows  400 ms",
    "│       ← data/airports.csv (bytes 0-1000, 1.0 kB)",
    "│       → airports#0/extract/a1/rows.parquet (70 bytes)",
    "├─ flights#0  flights.csv bytes 0-500",
    "│  ● Extracted   60 → 58 rows, 2 rejected  400 ms",
    "│       ← data/flights.csv (bytes 0-1000, 1.0 kB)",
    "│       → flights#0/extract/a1/rows.parquet (580 bytes)",
    "│       → rejects flights#0/extract/a1/rejects.parquet (20 bytes)",
    "│  ● Transformed 58 → 58 rows  300 ms",
    "│       ← lookup:airports airports#0/extract/a1/rows.parquet (70 bytes)",
    "│       → flights#0/transform/a1/rows.parquet (580 bytes)",
    "│  ● Validated   58 → 55 rows passed, 3 quarantined  50 ms",
    "│       → quarantine flights#0/validate/a1/quarantine.parquet (30 bytes)",
    "└─ flights#1  flights.csv bytes 500-1000",
    "   ● Extracted   40 → 40 rows  400 ms",
    "        ← data/flights.csv (bytes 0-1000, 1.0 kB)",
    "        → flights#1/extract/a1/rows.parquet (400 bytes)",
    "   ● Transformed 40 → 40 rows  300 ms",
    "        ← lookup:airports airports#0/extract/a1/rows.parquet (70 bytes)",
    "        → flights#1/transform/a1/rows.parquet (400 bytes)",
    "   ● Validated   40 → 40 rows passed  50 ms",
    "● Validated   95 → 95 rows to load  20 ms  after flights#1",
    "     → manifest run/settle/a1/manifest.json (20 bytes)",
    "● Loaded      flights (merge): 90 inserted, 5 updated  600 ms",
    "     → warehouse:flights",
    "● Completed   completed: 95 rows loaded of 100 read  6.0 s",
  ]);
});

test("a hop that failed is marked, with its tries", () => {
  const hops = sampleRun();
  const lines = lineageLines([...hops.slice(0, 6), failed("flights#0", hops[3] ?? hops[0]!)], view);
  expect(lines).toContain(
    "│  ✗ Failed      quality.too-many-quarantined: 12 of 100 rows are quarantined, 1 is tolerated  attempt 4",
  );
});

test("places are shown from where somebody types", () => {
  const short = uriShortener("/home/ann", RUN);
  expect(short(`local:${RUN}/run/plan.json`)).toBe("run/plan.json");
  expect(short("local:01OTHER/run/plan.json")).toBe("local:01OTHER/run/plan.json");
  expect(short("file:data/x.csv")).toBe("data/x.csv");
  expect(short("s3://bucket/x.csv")).toBe("s3://bucket/x.csv");
  expect(short("file:///home/ann/data/x.csv")).toBe("data/x.csv");
  expect(short("file:/srv/data/x.csv")).toBe("/srv/data/x.csv");
});
