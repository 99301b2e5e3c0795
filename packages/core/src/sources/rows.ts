import { rowContract } from "../contract/row-contract.ts";
import type { Schema } from "../contract/schema.ts";
import { Usage } from "../errors.ts";
import type { RowsReading, Source, Work } from "./source.ts";

export interface RowsOptions<R> {
  /** A row's columns and their types, as a zod object. */
  readonly row: Schema<R>;
  /** Names of parts that can be read apart, such as months. Absent: one part. */
  readonly partitions?: readonly string[];
}

export interface RowsContext {
  /** The part to yield; null where the source has no parts. */
  readonly partition: string | null;
  /** What the caller set for this run. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Aborts when the run is stopped. */
  readonly signal: AbortSignal;
}

interface Detail {
  readonly partitions: readonly (string | null)[];
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Rows that an author's function yields: an API, a queue, a database of its own. It may be called more than once for
 * the same part, and has to yield the same rows each time. A value of another type than the contract says makes a
 * reject of its row; undefined is NULL, other keys are ignored.
 */
export function rows<R>(
  name: string,
  { row, partitions }: RowsOptions<R>,
  each: (context: RowsContext) => AsyncIterable<R> | Iterable<R>,
): Source<R> {
  return {
    kind: "rows",
    contract: rowContract(row),
    dataset: `rows:${name}`,
    definition: { name, partitions, each },
    plan: async ({ split, parameters }) => planned(name, partitions, split, parameters),
    read: (work) => reading(work, each),
  };
}

function planned(
  name: string,
  partitions: readonly string[] | undefined,
  split: boolean,
  parameters: Detail["parameters"],
): Work[] {
  const work = (parts: Detail["partitions"], part: string | null): Work => ({
    describe: part === null ? name : `${name} ${part}`,
    inputs: [{ uri: `rows:${name}`, ...(part !== null && { part }) }],
    detail: { partitions: parts, parameters } satisfies Detail,
  });
  if (partitions === undefined) return [work([null], null)];
  return split ? partitions.map((part) => work([part], part)) : [work(partitions, null)];
}

function reading<R>(
  { detail, describe }: Work,
  each: (context: RowsContext) => AsyncIterable<R> | Iterable<R>,
): RowsReading {
  const { partitions, parameters } = (detail ?? {}) as Partial<Detail>;
  if (!partitions || !parameters) {
    throw new Usage("rows.other-source", `the partition ${describe} was not planned by rows()`, {
      next: "start a new run: this one was planned with another version of the pipeline",
    });
  }
  return {
    kind: "rows",
    async *rows(signal) {
      for (const partition of partitions) {
        yield* each({ partition, parameters, signal }) as AsyncIterable<Record<string, unknown>>;
      }
    },
  };
}
