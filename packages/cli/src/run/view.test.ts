import { expect, test, vi } from "vitest";
import { memoryOutput } from "../testing/memory-output.ts";
import { sampleRun } from "../testing/sample-run.ts";
import { RunProgress } from "./progress.ts";
import { liveView, plainView } from "./view.ts";

const RUN = { pipeline: "flights", runId: "01JD", resumed: false, generation: 0 };
const progress = () => new RunProgress({ source: "flights", lookups: [] });

test("without a terminal there is a line for each event", () => {
  const output = memoryOutput();
  const view = plainView(output);
  view.begin(RUN);
  for (const event of sampleRun()) view.event(event);
  view.log("transform failed and is tried again in 2 s");
  view.end();
  const lines = output.text.split("\n");
  expect(lines[0]).toBe("run 01JD of flights");
  expect(lines).toHaveLength(1 + sampleRun().length + 1 + 1);
  expect(lines.at(-2)).toBe("transform failed and is tried again in 2 s");
});

test("who goes on with a run is told so", () => {
  for (const view of [plainView, (output: ReturnType<typeof memoryOutput>) => liveView(output, progress())]) {
    const output = memoryOutput(80);
    const shown = view(output);
    shown.begin({ ...RUN, resumed: true });
    shown.end();
    expect(output.text).toContain("going on with run 01JD");
  }
});

test("a retry says which it is", () => {
  const output = memoryOutput();
  plainView(output).begin({ ...RUN, generation: 2 });
  expect(output.text).toBe("retry 2 of run 01JD of flights\n");
  const live = memoryOutput(80);
  const shown = liveView(live, progress());
  shown.begin({ ...RUN, generation: 1, resumed: true });
  shown.end();
  expect(live.text).toContain("going on with retry 1 of run 01JD\n");
});

test("the live view moves by itself, and stops when it ends", () => {
  vi.useFakeTimers();
  try {
    const output = memoryOutput(80);
    const view = liveView(output, progress());
    view.begin(RUN);
    const first = output.text.length;
    vi.advanceTimersByTime(500);
    const later = output.text.length;
    expect(later).toBeGreaterThan(first);
    view.log("a retry");
    expect(output.text).toContain("a retry\u001b[K\n");
    view.end();
    const ended = output.text.length;
    vi.advanceTimersByTime(500);
    expect(output.text.length).toBe(ended);
    expect(output.text.endsWith("\u001b[?25h")).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test("a view that never began leaves nothing on the screen", () => {
  const output = memoryOutput(80);
  liveView(output, progress()).end();
  expect(output.text).toBe("");
});
