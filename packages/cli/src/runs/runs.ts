import type { RunItem } from "@waybill/core";
import { Completed, isEvent, RUN_UNIT, runTime, slotId } from "@waybill/events";
import type { Cli } from "../command-line/cli.ts";
import { printJson } from "../command-line/json.ts";
import { openPlace } from "../stage/open.ts";
import type { LineageReads } from "../stage/run-reader.ts";
import { count, duration } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { layOut } from "../terminal/table.ts";
import type { RunsFlags } from "./command.ts";

const DEFAULT_LIMIT = 20;

export interface RunEntry {
  readonly run: RunItem;
  readonly completed: Completed | null;
}

export default async function runs(this: Cli, flags: RunsFlags): Promise<void> {
  using reader = await openPlace(this, flags);
  const { limit = DEFAULT_LIMIT, pipeline } = flags;
  const page = await reader.lineage.runs({ limit, ...(pipeline !== undefined && { pipeline }) }, null);
  const entries = await Promise.all(
    page.items.map(async (run) => ({ run, completed: await endOf(reader.lineage, run) })),
  );
  if (flags.json) return printJson(this.out, entries.map(runJson));
  for (const line of runLines(entries, this.out.columns, this.out.paint)) this.out.line(line);
}

/** A run that failed at the barrier has its end in settle's slot, any other in its own. */
export async function endOf(
  lineage: Pick<LineageReads, "getHop">,
  { runId, generation, outcome }: RunItem,
): Promise<Completed | null> {
  if (outcome === null) return null;
  for (const stage of ["complete", "settle"] as const) {
    const hop = await lineage.getHop(slotId(runId, { unit: RUN_UNIT, stage, generation }));
    if (hop && isEvent(Completed, hop)) return hop;
  }
  return null;
}

export const runJson = ({ run, completed }: RunEntry) => ({
  run: run.runId,
  pipeline: run.pipeline,
  status: run.outcome ?? "open",
  stage: run.status,
  generation: run.generation,
  at: new Date(runTime(run.runId)).toISOString(),
  ms: completed?.data.ms ?? null,
  rows: completed?.data.rows ?? null,
  reason: completed?.data.reason ?? null,
});

export function runLines(
  entries: readonly RunEntry[],
  width: number | null,
  paint: Paint,
): readonly string[] {
  if (entries.length === 0) return ["no run yet"];
  const { header, rows } = layOut(
    [
      { title: "run" },
      { title: "pipeline" },
      { title: "status" },
      { title: "asked for" },
      { title: "time", align: "right" },
      { title: "read", align: "right" },
      { title: "held back", align: "right" },
      { title: "loaded", align: "right" },
    ],
    entries.map(cells),
    width,
  );
  return [paint.bold(header), ...rows];
}

function cells({ run, completed }: RunEntry): readonly string[] {
  const rows = completed?.data.rows;
  return [
    run.runId,
    run.pipeline,
    run.outcome ?? `open (${run.status})`,
    new Date(runTime(run.runId)).toISOString().slice(0, 19).replace("T", " "),
    completed ? duration(completed.data.ms) : "",
    rows ? count(rows.read) : "",
    rows ? count(rows.rejected + rows.quarantined) : "",
    rows ? count(rows.loaded) : "",
  ];
}
