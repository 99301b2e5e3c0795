import { Usage } from "../errors.ts";
import type { Name } from "../quality/author.ts";
import { findColumn } from "../quality/find-column.ts";
import { hasEquality } from "../quality/rule-types.ts";
import { type Definition, placeOf } from "./definition.ts";
import { refuseTable } from "./names.ts";
import type { Drift, LoadMode, LoadTarget } from "./plan.ts";

interface CommonOptions {
  /** `flights` or `ops.flights`. */
  readonly table: string;
  /** What happens where the table's columns and the pipeline's differ. `evolve` unless said otherwise. */
  readonly drift?: Drift;
  /** Days for which the load can be taken back: 7 unless said otherwise. */
  readonly undoDays?: number;
}
interface WholeOptions extends CommonOptions {
  readonly mode: "append" | "replace";
  readonly key?: undefined;
}
interface MergeOptions<R> extends CommonOptions {
  /** Rows whose key is in the table take the place of the older ones. */
  readonly mode: "merge";
  /** No two rows have the same, and none has NULL in it: checked, like a rule of the author's. */
  readonly key: readonly Name<R>[];
}
export type LoadOptions<R> = WholeOptions | MergeOptions<R>;

const DRIFTS: readonly Drift[] = ["evolve", "freeze", "discard_row", "discard_value"];
const MODES: readonly LoadMode[] = ["append", "merge", "replace"];
const UNDO_DAYS = 7;

/** Throws `Usage` (`load.table`, `load.mode`, `load.key`, `load.drift`, `load.undo`, `column.unknown`). */
export function load<R>(definition: Definition, options: LoadOptions<R>): Definition {
  const where = placeOf(definition, "load");
  const { table, mode, drift = "evolve", undoDays = UNDO_DAYS } = options;
  refuseTable(table, where);
  refuseOther("load.mode", "mode", mode, MODES, where);
  refuseOther("load.drift", "drift", drift, DRIFTS, where);
  if (!Number.isInteger(undoDays) || undoDays < 0) {
    throw new Usage("load.undo", `${String(undoDays)} is no number of days`, {
      where,
      next: "write undoDays: 7",
    });
  }
  const target: LoadTarget = { table, mode, key: keyOf(definition, options, where), drift, undoDays };
  return { ...definition, load: target };
}

function refuseOther(
  code: string,
  what: string,
  given: string,
  allowed: readonly string[],
  where: string,
): void {
  if (allowed.includes(given)) return;
  throw new Usage(code, `${JSON.stringify(given)} is no ${what}`, {
    where,
    next: `write one of ${allowed.join(", ")}`,
  });
}

function keyOf<R>(
  { columns }: Definition,
  { mode, key = [] }: LoadOptions<R>,
  where: string,
): readonly string[] {
  const wrong = (message: string, why: string, next: string) =>
    new Usage("load.key", message, { where, why, next });
  if (mode !== "merge") {
    if (key.length === 0) return [];
    throw wrong(
      `${mode} has no use for a key`,
      "it compares no rows",
      'leave the key out, or write mode: "merge"',
    );
  }
  if (key.length === 0 || new Set(key).size < key.length) {
    throw wrong(
      "merge needs a key",
      "a row takes the place of the one with its key",
      'write key: ["id"], each column once',
    );
  }
  for (const name of key) {
    const column = findColumn(columns, name, where);
    if (hasEquality(column)) continue;
    throw wrong(
      `${name} cannot be in a key`,
      `${column.type.kind} values are not compared`,
      "choose other columns",
    );
  }
  return key;
}
