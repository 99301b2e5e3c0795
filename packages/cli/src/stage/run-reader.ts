import type { Lineage, Page } from "@waybill/core";
import type { Artifact, Envelope } from "@waybill/events";
import type { DeadLetter, HistoryFilter } from "@waybill/local";

export type LineageReads = Pick<Lineage, "getRun" | "getHop" | "hops" | "runs">;

/** What has run, on this machine or on a deployed stage. */
export interface RunReader extends Disposable {
  readonly lineage: LineageReads;
  readonly events: EventReader;
  readonly deadLetters: DeadLetterReader;
  /** A path on this machine at which the artifact can be read until this reader is disposed of. */
  open(runId: string, artifact: Artifact): Promise<string>;
  /** Where a person finds the artifact: a path on this machine, or its address. */
  placeOf(artifact: Artifact): Promise<string>;
  /** Where a person finds all artifacts of the run; null: nowhere yet. */
  folderOf(runId: string, hops: readonly Envelope[]): string | null;
  /** Milliseconds between two looks at what goes on. */
  readonly pollMs: number;
}

export interface EventReader {
  /** Events as they were published: parse them. Oldest first; the page without a next one may still grow. */
  read(filter: HistoryFilter, cursor: string | null): Promise<Page<unknown>>;
}

/** On this machine its id is a number, on a stage it is a text. */
export type Letter = Omit<DeadLetter, "id"> & { readonly id: number | string };

/** Errors: `Usage` `dead-letter.unknown`. */
export interface DeadLetterReader {
  /** Oldest first. `complete`: false where there may be more. */
  list(filter: {
    readonly runId?: string;
  }): Promise<{ readonly items: readonly Letter[]; readonly complete: boolean }>;
  show(id: string): Promise<Letter>;
  redrive(id: string): Promise<Letter>;
  discard(id: string): Promise<Letter>;
}
