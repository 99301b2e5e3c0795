import type { RunItem } from "@waybill/core";

/** What the API says of a run that it was asked for: it goes, and whoever watches it needs to know this. */
export interface Going {
  readonly run: RunItem;
  /** The one whose end is waited for. */
  readonly generation: number;
  /** It was asked for before. */
  readonly resumed: boolean;
  /** The source that its pipeline splits into partitions. */
  readonly source: string;
  readonly lookups: readonly string[];
}
