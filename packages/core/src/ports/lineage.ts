import type { Artifact, Envelope } from "@waybill/events";

/** How far something has come: (generation, rank) only ever grows. */
export interface Progress {
  readonly generation: number;
  readonly rank: number;
  readonly status: RunStatus;
}
export type RunStatus =
  | "Requested"
  | "Planned"
  | "Extracted"
  | "Transformed"
  | "Validated"
  | "Failed"
  | "Loaded"
  | "Completed";

export interface RunItem extends Progress {
  readonly runId: string;
  readonly pipeline: string;
  /** `failed` or `completed` where the run is over in its generation; null while it is open. */
  readonly outcome: "completed" | "failed" | null;
  /** Units of the first plan; null until the plan is announced. */
  readonly planned: number | null;
}

export interface UnitItem extends Progress {
  readonly runId: string;
  /** `flights#3` */
  readonly unit: string;
  /** Work is still to come before the barrier may fall. */
  readonly open: boolean;
  /** The id of the hop that brought it here. */
  readonly hopId: string;
  /** What it has written last; null while it has written nothing. */
  readonly artifact: Artifact | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Give it back to get the next page; null: this is the last. */
  readonly next: string | null;
}

export interface CursorItem {
  readonly pipeline: string;
  readonly source: string;
  readonly value: string;
  readonly runId: string;
}

export interface DatasetItem {
  /** `file:data/flights.csv`, `warehouse:flights`. */
  readonly urn: string;
  /** A digest of the columns. */
  readonly schemaVersion: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[];
  readonly firstRun: string;
  readonly lastRun: string;
}

/**
 * Every hop, and the projections that are folded from them. Each method is one write or one consistent read of the
 * store; nothing spans two. Every read sees every earlier write.
 * Errors: `Transient` `lineage.unavailable`, `Permanent` `lineage.newer-version`.
 */
export interface Lineage {
  /** Stores the hop unless its slot has one. Who needs the winner reads it afterwards. */
  putHop(hop: Envelope): Promise<void>;
  getHop(id: string): Promise<Envelope | null>;
  /** All hops of a run, by `occurredAt`, then id. */
  hops(runId: string): Promise<readonly Envelope[]>;

  /** Written where absent, or where (generation, rank) grows; else nothing happens. */
  advanceUnit(item: UnitItem): Promise<void>;
  getUnit(runId: string, unit: string): Promise<UnitItem | null>;
  units(runId: string, cursor: string | null): Promise<Page<UnitItem>>;
  /** Up to `limit` units of the run that are open. */
  openUnits(runId: string, limit: number): Promise<readonly UnitItem[]>;

  /** Written where absent, or where (generation, rank) grows; keeps `planned`. */
  advanceRun(run: Omit<RunItem, "planned">): Promise<void>;
  /** Without a condition: the value comes from the stored plan hop. */
  setPlanned(runId: string, planned: number): Promise<void>;
  getRun(runId: string): Promise<RunItem | null>;
  /** Newest first. */
  runs(filter: RunFilter, cursor: string | null): Promise<Page<RunItem>>;

  putCursor(cursor: CursorItem): Promise<void>;
  getCursor(pipeline: string, source: string): Promise<CursorItem | null>;
  /** Keeps the first run, moves the last. */
  putDataset(dataset: DatasetItem): Promise<void>;
  datasets(): Promise<readonly DatasetItem[]>;
  /** Ids of runs whose hops name this dataset or artifact, newest first. */
  runsOf(urn: string): Promise<readonly string[]>;
}

export interface RunFilter {
  readonly pipeline?: string;
  /** Open: not over yet. */
  readonly outcome?: "completed" | "failed" | "open";
  readonly limit: number;
}
