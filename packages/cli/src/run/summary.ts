import { dirname, sep } from "node:path";
import type { CheckCount, Completed, Loaded } from "@waybill/events";
import type { OpenedHeldBack } from "../quarantine/open.ts";
import { firstRows } from "../query/first-rows.ts";
import { count, duration, plural, rate } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { cut, padEnd, padStart, visible, widthOf } from "../terminal/text.ts";

export interface SummaryInput {
  readonly completed: Completed;
  readonly loaded: Loaded | null;
  readonly heldBack: readonly OpenedHeldBack[];
  readonly deadLetters: number;
  /** The path as it is shown. */
  readonly showPath: (path: string) => string;
  /** A command line that can be typed here; null: what to type next is somebody else's to say. */
  readonly typed: ((...words: string[]) => string) | null;
  /** False where the warehouse cannot be asked from here. */
  readonly canQuery: boolean;
}

/** What became of a run's rows, for the person who watched it. */
export function summaryLines(input: SummaryInput, paint: Paint): readonly string[] {
  return [
    headline(input.completed, paint),
    "",
    ...books(input, paint),
    ...section("checks that found something", checks(input.completed, paint), paint),
    ...section("the table's columns changed", drift(input), paint),
    ...section("loaded into", target(input, paint), paint),
    ...section("held back", places(input), paint),
    ...section("type next", nextSteps(input, paint), paint),
  ];
}

const section = (title: string, lines: readonly string[], paint: Paint): readonly string[] =>
  lines.length === 0 ? [] : ["", paint.bold(title), ...lines.map((line) => `  ${line}`)];

function headline({ metadata: { pipeline }, data: { status, ms } }: Completed, paint: Paint): string {
  const mark = status === "completed" ? paint.green("✓") : paint.red("✗");
  return `${mark} ${paint.bold(pipeline)} ${status === "completed" ? "completed in" : "failed after"} ${duration(ms)}`;
}

const LABEL = 12;

function books({ completed, loaded }: SummaryInput, paint: Paint): readonly string[] {
  const { rows, ms } = completed.data;
  const width = Math.max(...Object.values(rows).map((value) => count(value).length));
  // A retry reads a part of them only.
  const speed = (completed.metadata.slot.generation === 0 && rate(rows.read, ms)) || "";
  const line = (label: string, value: number, remark = "", colour: (text: string) => string = String) =>
    `  ${padEnd(label, LABEL)}${colour(padStart(count(value), width))}${remark === "" ? "" : `   ${paint.dim(remark)}`}`;
  const ifAny = (label: string, value: number, remark: string) =>
    value === 0 ? [] : [line(label, value, remark, paint.yellow)];
  return [
    line("read", rows.read, speed),
    ...ifAny("rejected", rows.rejected, "could not be read"),
    line("extracted", rows.extracted),
    ...(rows.transformed === rows.extracted ? [] : [line("transformed", rows.transformed)]),
    ...ifAny("quarantined", rows.quarantined, "broke a rule, kept with the reason"),
    ...(rows.corrected === 0 ? [] : [line("corrected", rows.corrected, "broke a rule, pass once corrected")]),
    ...(rows.superseded === 0
      ? []
      : [line("superseded", rows.superseded, "lost to a later row of the same key")]),
    line("loaded", rows.loaded, loadedRemark(loaded), rows.loaded > 0 ? paint.green : String),
  ];
}

function loadedRemark(loaded: Loaded | null): string {
  if (!loaded) return "nothing was loaded";
  const { inserted, updated, unchanged, discarded } = loaded.data.rows;
  const parts: readonly (readonly [number, string])[] = [
    [inserted, "inserted"],
    [updated, "updated"],
    [unchanged, "unchanged"],
    [discarded, "discarded by the drift policy"],
  ];
  return parts.flatMap(([value, word]) => (value === 0 ? [] : [`${count(value)} ${word}`])).join(", ");
}

const EXAMPLE_WIDTH = 40;

function checks({ data }: Completed, paint: Paint): readonly string[] {
  const found = data.checks.filter(({ failed, corrected }) => failed + corrected > 0);
  const idWidth = Math.max(0, ...found.map(({ id }) => widthOf(visible(id))));
  const whatWidth = Math.max(0, ...found.map((check) => widthOf(whatItDid(check))));
  return found.map((check) => {
    const example =
      check.example === null ? "" : paint.dim(`for example ${cut(visible(check.example), EXAMPLE_WIDTH)}`);
    return `${padEnd(visible(check.id), idWidth)}  ${padEnd(whatItDid(check), whatWidth)}  ${example}`.trimEnd();
  });
}

const SEVERITY_WORDS = { reject: "quarantined", warn: "warned about", fail: "failed the run" } as const;

function whatItDid({ failed, corrected, severity }: CheckCount): string {
  const parts = [
    failed === 0 ? "" : `${count(failed)} ${SEVERITY_WORDS[severity]}`,
    corrected === 0 ? "" : `${count(corrected)} corrected`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const drift = ({ loaded }: SummaryInput): readonly string[] =>
  (loaded?.data.drift ?? []).map(({ column, change }) => `${visible(column)}: ${visible(change)}`);

function target({ loaded }: SummaryInput, paint: Paint): readonly string[] {
  if (!loaded) return [];
  const { table, mode, warehouse } = loaded.data;
  return [`${visible(table)} ${paint.dim(`(${mode})`)} in ${visible(warehouse)}`];
}

/** More files than this are counted, not listed. */
const PLACES_SHOWN = 2;

function places({ heldBack, showPath }: SummaryInput): readonly string[] {
  const kinds = ["rejects", "quarantine"] as const;
  return kinds.flatMap((kind) => {
    const own = heldBack.filter((item) => item.kind === kind);
    const word = kind === "rejects" ? "reject" : "row";
    if (own.length <= PLACES_SHOWN) {
      return own.map(({ rows, unit, path }) => `${plural(rows, word)} of ${unit}  ${showPath(path)}`);
    }
    const rows = own.reduce((sum, item) => sum + item.rows, 0);
    return [`${plural(rows, word)} in ${plural(own.length, "file")} below  ${showPath(commonFolder(own))}`];
  });
}

function commonFolder([first, ...others]: readonly OpenedHeldBack[]): string {
  let folder = dirname(first?.path ?? "");
  while (!others.every(({ path }) => path.startsWith(folder + sep))) folder = dirname(folder);
  return folder;
}

/** Units failed: neither their rows nor a decision over all of them was against the run, and no file is another one. */
const isRetryable = ({ metadata, data: { reason } }: Completed): boolean =>
  metadata.slot.stage === "settle" &&
  reason !== null &&
  reason.class !== "data-quality" &&
  reason.code !== "file.changed";

function nextSteps(
  { completed, loaded, heldBack, deadLetters, typed, canQuery }: SummaryInput,
  paint: Paint,
): readonly string[] {
  if (!typed) return [];
  const { runId } = completed.metadata;
  const steps: (readonly [string, string])[] = [[typed("lineage", runId), "every hop of this run"]];
  if (isRetryable(completed))
    steps.push([typed("retry", runId), "do again what failed, once the cause is mended"]);
  if (heldBack.length > 0)
    steps.push([typed("quarantine", "show", runId), "the rows that were held back, and why"]);
  if (loaded && canQuery)
    steps.push([typed("query", firstRows(loaded.data.table)), "look at what was loaded"]);
  if (deadLetters > 0)
    steps.push([typed("dlq", "list"), `${plural(deadLetters, "event")} that nobody could deal with`]);
  const width = Math.max(...steps.map(([command]) => command.length));
  return steps.map(([command, remark]) => `${paint.cyan(padEnd(command, width))}   ${paint.dim(remark)}`);
}
