/** What a run tells about itself while it goes. Losing one changes nothing. */
export interface Metrics {
  count(name: string, value: number, labels: Readonly<Record<string, string>>): void;
  /** A line for people, with the ids it is about. */
  log(level: "info" | "warn" | "error", line: string, labels: Readonly<Record<string, string>>): void;
}
export const silentMetrics: Metrics = { count: () => {}, log: () => {} };
