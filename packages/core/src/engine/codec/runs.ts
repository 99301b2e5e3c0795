import type { StringCells } from "./string-cells.ts";

/** A stretch of the engine's memory that holds the texts of one or more rows. */
export interface Run {
  from: number;
  to: number;
  /** A row whose text begins at `from`. */
  row: number;
}

/** The stretches, and for each of the rows that were asked about, in their order, the number of its stretch. */
export interface Runs {
  readonly runs: readonly Run[];
  readonly runOf: readonly number[];
}

// Texts of one column often lie one behind the other, with the 4 bytes of a length or some padding between them.
// So small a gap has readable memory on both sides and cannot hold a page that is not.
const GAP = 7;
// Enough to make the stretches few, and far below the longest string that JavaScript can hold.
const RUN_BYTES = 1 << 20;
// With fewer rows to a stretch than this it pays to sort the rows first.
const FEW = 8;

/**
 * Where the long texts of these rows lie, in as few stretches as possible: each costs a call into the engine, which
 * takes longer than to decode a hundred bytes. Parquet has the texts of a column in the order of the rows, a table in
 * the opposite order, a dictionary in any order and one text for many rows.
 */
export function runsOf(cells: StringCells, rows: readonly number[]): Runs {
  const inOrder = join(cells, rows, rows.keys());
  if (inOrder.runs.length * FEW <= rows.length) return inOrder;
  const byAddress = Array.from(rows.keys()).sort((a, b) => cells.address(rows[a]!) - cells.address(rows[b]!));
  return join(cells, rows, byAddress);
}

function join(cells: StringCells, rows: readonly number[], order: Iterable<number>): Runs {
  const runs: Run[] = [];
  const runOf = new Array<number>(rows.length);
  let last: Run | undefined;
  for (const index of order) {
    const row = rows[index]!;
    const from = cells.address(row);
    const to = from + cells.length(row);
    if (last === undefined || !extend(last, row, from, to)) {
      last = { from, to, row };
      runs.push(last);
    }
    runOf[index] = runs.length - 1;
  }
  return { runs, runOf };
}

/** Takes in what lies beside the run or within it; false where it lies elsewhere or the run is long enough. */
function extend(run: Run, row: number, from: number, to: number): boolean {
  if (from > run.to + GAP || to < run.from - GAP) return false;
  if (Math.max(to, run.to) - Math.min(from, run.from) > RUN_BYTES) return false;
  if (from < run.from) {
    run.from = from;
    run.row = row;
  }
  if (to > run.to) run.to = to;
  return true;
}
