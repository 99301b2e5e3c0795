import { Metrics as EmbeddedMetrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Metrics } from "@waybill/core";
import { type Redaction, redaction } from "../logs/redaction.ts";
import { type StructuredLog, structuredLog } from "../logs/structured-log.ts";

export interface CloudWatchOptions {
  readonly namespace?: string;
  /** Which function counts: `waybill-load`. */
  readonly service?: string;
  /** Labels that a metric is split by. */
  readonly dimensions?: readonly string[];
  readonly redaction?: Redaction;
  readonly log?: StructuredLog["log"];
}

/**
 * What has as many values as the project has pipelines and subscriptions. A metric is paid for by each combination of
 * values, so that a run, a unit or a tenant is never one of these: it stands beside the number, where Logs Insights
 * finds it.
 */
const DIMENSIONS: readonly string[] = ["pipeline", "stage", "subscription", "outcome"];

/**
 * Numbers for CloudWatch as lines of its embedded metric format, which Lambda's log becomes metrics from: no call, so
 * nothing that can fail or wait. Powertools is imported in 3 ms and adds 15 KB.
 */
export function cloudWatchMetrics({
  namespace = "Waybill",
  service = "waybill",
  dimensions = DIMENSIONS,
  redaction: known = redaction(),
  log = structuredLog({ service, redaction: known }).log,
}: CloudWatchOptions = {}): Metrics {
  return {
    log,
    count(name, value, labels) {
      if (!Number.isFinite(value))
        return log("warn", `the metric ${name} is ${value}, and is left out`, labels);
      const metrics = new EmbeddedMetrics({ namespace, serviceName: service });
      for (const [label, text] of Object.entries(labels)) {
        // A field of the metric's own name would take the place of its number.
        if (label === name || text === "") continue;
        if (dimensions.includes(label)) metrics.addDimension(label, text);
        else metrics.addMetadata(label, text);
      }
      metrics.addMetric(name, MetricUnit.Count, value);
      process.stdout.write(`${JSON.stringify(metrics.serializeMetrics(), known.replacer)}\n`);
    },
  };
}
