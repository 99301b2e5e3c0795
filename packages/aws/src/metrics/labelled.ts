import type { Metrics } from "@waybill/core";
import type { Labels } from "../logs/event-labels.ts";

/** The same metrics, with labels that stand in every line and beside every number. A call's own go before them. */
export const labelled = (metrics: Metrics, labels: Labels): Metrics => ({
  count: (name, value, more) => metrics.count(name, value, { ...labels, ...more }),
  log: (level, line, more) => metrics.log(level, line, { ...labels, ...more }),
});
