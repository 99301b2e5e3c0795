import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { sampleRun } from "../testing/sample-run.ts";
import { eventLine } from "./line.ts";

test("an event is one line: when, what, which unit, what it says, how long it took", () => {
  const lines = sampleRun().map((event) => eventLine(event, plainPaint));
  expect(lines[0]).toBe("10:00:00.000  Requested    run             asked for (hand) by ann");
  expect(lines[6]).toBe("10:00:01.000  Extracted    flights#0       60 → 58 rows, 2 rejected  400 ms");
  expect(lines.at(-1)).toBe(
    "10:00:06.000  Completed    run             completed: 95 rows loaded of 100 read  6.0 s",
  );
  expect(lines.every((line) => !line.includes("\n"))).toBe(true);
});
