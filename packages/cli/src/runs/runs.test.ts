import type { RunItem } from "@waybill/core";
import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { completed, planned, RUN } from "../testing/sample-run.ts";
import { runJson, runLines } from "./runs.ts";

const done: RunItem = {
  runId: RUN,
  pipeline: "flights",
  outcome: "completed",
  planned: 3,
  generation: 0,
  rank: 6,
  status: "Completed",
};
const end = completed(planned, { read: 1000, rejected: 2, quarantined: 3, loaded: 995 });

test("a run over and one that is open", () => {
  const open: RunItem = { ...done, outcome: null, status: "Planned", pipeline: "movies" };
  expect(
    runLines(
      [
        { run: done, completed: end },
        { run: open, completed: null },
      ],
      null,
      plainPaint,
    ),
  ).toEqual([
    "run                         pipeline  status          asked for             time   read  held back  loaded",
    `${RUN}  flights   completed       2026-11-24 10:00:00  6.0 s  1,000          5     995`,
    `${RUN}  movies    open (Planned)  2026-11-24 10:00:00`,
  ]);
  expect(runLines([], null, plainPaint)).toEqual(["no run yet"]);
});

test("a run for a program", () => {
  expect(runJson({ run: done, completed: end })).toEqual({
    run: RUN,
    pipeline: "flights",
    status: "completed",
    stage: "Completed",
    generation: 0,
    at: "2026-11-24T10:00:00.000Z",
    ms: 6000,
    rows: end.data.rows,
    reason: null,
  });
  expect(runJson({ run: { ...done, outcome: null }, completed: null })).toMatchObject({
    status: "open",
    ms: null,
    rows: null,
  });
});
