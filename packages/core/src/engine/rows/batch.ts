import bindings, { type DataChunk, type Vector } from "@duckdb/node-bindings";
import type { RowsStep } from "../../transform/step.ts";
import { columnCodecs, type Reasons, readValues } from "./columns.ts";
import { compileMakeRow, compileTakeResult, type MakeRow } from "./compile.ts";
import { messageOf } from "./failure.ts";
import { writeLists } from "./lists.ts";
import { Results } from "./results.ts";

/** Calls the step's function for each row of a chunk, and writes for each row the list of its results. */
export type Batch = (chunk: DataChunk, output: Vector) => void;

export function compileBatch({ reads, adds, each }: RowsStep): Batch {
  const names = new Set(adds.map(({ name }) => name));
  const readers = columnCodecs(reads);
  const writers = columnCodecs(adds);
  const makerOf = compileMakeRow(reads.map(({ name }) => name));
  const takerOf = compileTakeResult([...names]);

  return (chunk, output) => {
    const n = bindings.data_chunk_get_size(chunk);
    const unreadable: Reasons = new Map();
    const columns = readers.map((reader, place) =>
      readValues(reader, bindings.data_chunk_get_vector(chunk, place), n, unreadable),
    );
    const results = new Results(names, takerOf);
    callEach(each, makerOf(columns), n, unreadable, results);
    const refused = writeLists(output, results, writers);
    if (refused.size === 0) return;
    results.failRows(refused);
    writeLists(output, results, writers);
  };
}

function callEach(
  each: RowsStep["each"],
  makeRow: MakeRow,
  n: number,
  unreadable: Reasons,
  results: Results,
): void {
  // Nobody sees the stack of what a row function throws, and to take it is most of what an exception costs.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    for (let row = 0; row < n; row++) callOne(each, makeRow, row, unreadable, results);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function callOne(
  each: RowsStep["each"],
  makeRow: MakeRow,
  row: number,
  unreadable: Reasons,
  results: Results,
): void {
  const reason = unreadable.size === 0 ? undefined : unreadable.get(row);
  if (reason !== undefined) {
    results.fail(reason);
    return;
  }
  try {
    results.add(each(makeRow(row)));
  } catch (thrown) {
    results.fail(messageOf(thrown));
  }
}
