import { testEvent } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { eventLabels } from "../logs/event-labels.ts";
import { redaction } from "../logs/redaction.ts";
import { written } from "../logs/testing/written.ts";
import { cloudWatchMetrics } from "./cloud-watch.ts";

describe("cloudWatchMetrics", () => {
  test("a number is a line of the embedded metric format, split by pipeline and stage alone", () => {
    const labels = { stage: "load", ...eventLabels(testEvent()) };
    const before = Date.now();
    const [line] = written(() => cloudWatchMetrics({ service: "waybill-load" }).count("rows", 3, labels));
    expect(line).toEqual({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: "Waybill",
            Dimensions: [["service", "stage", "pipeline"]],
            Metrics: [{ Name: "rows", Unit: "Count" }],
          },
        ],
      },
      service: "waybill-load",
      rows: 3,
      ...labels,
    });
    const { Timestamp } = { ...line }._aws as Line["_aws"];
    expect(Timestamp).toBeGreaterThanOrEqual(before);
  });

  test("each number has its own labels", () => {
    const lines = written(() => {
      const metrics = cloudWatchMetrics();
      metrics.count("deliveries", 1, { subscription: "load", outcome: "done", event: "e-1" });
      metrics.count("deliveries", 2, {});
    });
    expect(lines).toMatchObject([{ deliveries: 1, outcome: "done", event: "e-1" }, { deliveries: 2 }]);
    expect(lines[1]).not.toHaveProperty("outcome");
    expect(lines[1]).not.toHaveProperty("event");
  });

  test("however many runs there are, there is one metric", () => {
    const lines = written(() => {
      const metrics = cloudWatchMetrics();
      for (let i = 0; i < 50; i++)
        metrics.count("rows", i, { run: `r-${i}`, unit: `u-${i}`, tenant: `t-${i}` });
    });
    const metrics = lines.map(({ _aws, service }) =>
      JSON.stringify([(_aws as Line["_aws"]).CloudWatchMetrics, service]),
    );
    expect(lines).toHaveLength(50);
    expect(new Set(metrics).size).toBe(1);
  });

  test("what is no number, or would hide one, does no harm", () => {
    const lines = written(() => {
      const metrics = cloudWatchMetrics();
      metrics.count("rows", Number.NaN, { run: "a" });
      metrics.count("rows", 1, { rows: "many", stage: "" });
    });
    expect(lines).toMatchObject([
      { level: "WARN", message: "the metric rows is NaN, and is left out", run: "a" },
      { rows: 1 },
    ]);
    expect(lines).toHaveLength(2);
  });

  test("lines go to the log, and no secret is written either way", () => {
    const known = redaction();
    known.add("hunter2");
    const lines = written(() => {
      const metrics = cloudWatchMetrics({ redaction: known });
      metrics.log("info", "it is hunter2", {});
      metrics.count("rows", 1, { why: "it is hunter2" });
    });
    expect(lines).toMatchObject([{ message: "it is [redacted]" }, { why: "it is [redacted]" }]);
  });
});

interface Line {
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: unknown };
}
