import { bar, spinner } from "../terminal/bar.ts";
import { clock, count, plural, rate } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { padEnd, padStart, widthOf } from "../terminal/text.ts";
import type { RunProgress, StageProgress } from "./progress.ts";

export interface LiveFrame {
  readonly pipeline: string;
  readonly runId: string;
  readonly now: number;
  /** Counts the drawings: what moves, moves by it. */
  readonly frame: number;
  /** Cells of a line. */
  readonly width: number;
  readonly paint: Paint;
}

const NAME_WIDTH = 9;
const BAR_WIDTH = 24;
const NARROW_BAR_WIDTH = 10;
/** Cells from which there is room for a wide bar and the rate, and for the rows at all. */
const ROOM_FOR_RATE = 76;
const ROOM_FOR_ROWS = 52;

/** The live view of a run: a title, a line for each stage, and what was held back. */
export function liveLines(progress: RunProgress, view: LiveFrame): readonly string[] {
  const { pipeline, runId, now, paint, width } = view;
  const elapsed = clock(Math.max(0, now - (progress.startedAt ?? now)));
  const title = `${paint.bold(pipeline)}  ${paint.dim(`run ${runId}`)}`;
  const gap = width - widthOf(pipeline) - widthOf(runId) - "  run ".length - elapsed.length;
  const head = gap > 0 ? `${title}${" ".repeat(gap)}${paint.dim(elapsed)}` : paint.bold(pipeline);
  return [
    head,
    ...progress.stages.map((stage) => stageLine(stage, progress, view)),
    heldBack(progress, paint),
  ];
}

function stageLine(stage: StageProgress, progress: RunProgress, view: LiveFrame): string {
  const { paint, frame, width } = view;
  const { name, state } = stage;
  const mark = {
    waiting: paint.dim("·"),
    working: paint.cyan(spinner(frame)),
    done: paint.green("✓"),
    failed: paint.red("✗"),
  }[state];
  const label = state === "waiting" ? paint.dim(padEnd(name, NAME_WIDTH)) : padEnd(name, NAME_WIDTH);
  const start = `${mark} ${label}`;
  if (name === "plan") return `${start}  ${planned(progress, paint)}`;
  const barWidth = width >= ROOM_FOR_RATE ? BAR_WIDTH : NARROW_BAR_WIDTH;
  return `${start}  ${picture(stage, barWidth, paint)}  ${numbers(stage, width, paint)}`.trimEnd();
}

function planned({ units }: RunProgress, paint: Paint): string {
  if (units.isEmpty) return "";
  const lookups = units.lookups.length;
  const more = lookups === 0 ? "" : `, ${plural(lookups, "lookup")}`;
  return paint.dim(`${plural(units.partitions.length, "partition")}${more}`);
}

function picture({ state, done, of }: StageProgress, width: number, paint: Paint): string {
  const share = state === "done" ? 1 : of === null || of === 0 ? 0 : done / of;
  const drawn = bar(share, width);
  const colour = state === "failed" ? paint.red : state === "done" ? paint.green : paint.cyan;
  return `${drawn.done === "" ? "" : colour(drawn.done)}${paint.dim(drawn.rest)}`;
}

function numbers({ name, state, done, of, rows, ms }: StageProgress, width: number, paint: Paint): string {
  if (state === "waiting") return "";
  const units = padEnd(of === null ? "" : `${done}/${of}`, 7);
  if (rows === 0 || width < ROOM_FOR_ROWS) return units.trimEnd();
  // Settle touches no rows where nothing is unique: a rate would mislead.
  const speed = width >= ROOM_FOR_RATE && name !== "settle" ? (rate(rows, ms) ?? "") : "";
  return `${units} ${padStart(count(rows), 12)} ${rows === 1 ? "row " : "rows"}  ${paint.dim(speed)}`;
}

function heldBack({ rejected, quarantined, corrected }: RunProgress, paint: Paint): string {
  const parts = [
    rejected === 0 ? "" : paint.yellow(`${count(rejected)} rejected`),
    quarantined === 0 ? "" : paint.yellow(`${count(quarantined)} quarantined`),
    corrected === 0 ? "" : `${count(corrected)} corrected`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `  ${parts.join("  ")}`;
}
