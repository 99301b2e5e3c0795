import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { widthOf } from "../terminal/text.ts";
import { RUN, sampleRun } from "../testing/sample-run.ts";
import { liveLines } from "./live-lines.ts";
import { RunProgress } from "./progress.ts";

function linesAfter(events: number, width = 90): readonly string[] {
  const progress = new RunProgress({ source: "flights", lookups: ["airports"] });
  for (const event of sampleRun().slice(0, events)) progress.add(event);
  const now = (progress.startedAt ?? 0) + 7000;
  return liveLines(progress, { pipeline: "flights", runId: RUN, now, frame: 0, width, paint: plainPaint });
}

test("halfway there is a bar for each stage, with units, rows and rate", () => {
  expect(linesAfter(9)).toEqual([
    `flights  run ${RUN}${" ".repeat(90 - 43)}0:07`,
    "✓ plan       2 partitions, 1 lookup",
    "✓ extract    ━━━━━━━━━━━━━━━━━━━━━━━━  3/3              105 rows  75/s",
    "⠋ transform  ━━━━━━━━━━━━────────────  1/2               58 rows  193/s",
    "⠋ validate   ────────────────────────  0/2",
    "· settle     ────────────────────────",
    "· load       ────────────────────────",
    "  2 rejected",
  ]);
});

test("in the end all are done, and what was held back is said", () => {
  const lines = linesAfter(100);
  expect(lines.slice(1, 7).every((line) => line.startsWith("✓"))).toBe(true);
  expect(lines.at(-2)).toBe("✓ load       ━━━━━━━━━━━━━━━━━━━━━━━━                    95 rows  158/s");
  expect(lines.at(-1)).toBe("  2 rejected  3 quarantined");
});

test.each([40, 60, 80, 120])("no line is wider than a terminal of %i cells", (width) => {
  for (const events of [0, 1, 5, 9, 100]) {
    for (const line of linesAfter(events, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
  }
});

test("the number of lines never changes: they are drawn in the same place", () => {
  const numbers = Array.from({ length: 16 }, (_, events) => linesAfter(events).length);
  expect(new Set(numbers).size).toBe(1);
});
