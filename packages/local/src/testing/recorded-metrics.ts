import type { Metrics } from "@waybill/core";

export interface RecordedMetrics extends Metrics {
  readonly lines: string[];
  /** `deliveries all done` -> 3 */
  readonly counts: Map<string, number>;
}

export function recordedMetrics(): RecordedMetrics {
  const lines: string[] = [];
  const counts = new Map<string, number>();
  return {
    lines,
    counts,
    count(name, value, labels) {
      const key = [name, ...Object.values(labels)].join(" ");
      counts.set(key, (counts.get(key) ?? 0) + value);
    },
    log: (level, line) => void lines.push(`${level}: ${line}`),
  };
}
