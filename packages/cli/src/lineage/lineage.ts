import { type Envelope, parseEvent, type RunEvent, runTime } from "@waybill/events";
import type { Cli } from "../command-line/cli.ts";
import { printJson } from "../command-line/json.ts";
import { findRun } from "../runs/find-run.ts";
import { openPlace } from "../stage/open.ts";
import type { RunReader } from "../stage/run-reader.ts";
import { shortPath } from "../terminal/path.ts";
import type { LineageFlags } from "./command.ts";
import { hopJson } from "./json.ts";
import { lineageLines } from "./lines.ts";
import { uriShortener } from "./short-uri.ts";

export default async function lineage(this: Cli, flags: LineageFlags, given = "last"): Promise<void> {
  using reader = await openPlace(this, flags);
  await printLineage(this, reader, given, flags);
}

/** The lineage of one run, from what is open already. */
export async function printLineage(
  cli: Cli,
  reader: RunReader,
  given: string,
  flags: LineageFlags,
): Promise<void> {
  const { out, cwd } = cli;
  const run = await findRun(reader.lineage, given);
  const stored = await reader.lineage.hops(run.runId);
  const hops = eventsOf(stored);
  if (flags.json) return printJson(out, { run: run.runId, hops: hops.map((hop) => hopJson(hop, hops)) });
  const at = new Date(runTime(run.runId)).toISOString().slice(0, 19).replace("T", " ");
  const status = run.outcome ?? `open (${run.status})`;
  out.line(`${out.paint.bold(run.pipeline)}  run ${run.runId}  ${status}  ${out.paint.dim(`${at} UTC`)}`);
  const folder = reader.folderOf(run.runId, stored);
  if (folder !== null) out.line(out.paint.dim(`artifacts in ${shortPath(folder, cwd)}/`));
  const view = { paint: out.paint, showUri: uriShortener(cwd, run.runId) };
  for (const line of lineageLines(hops, view)) out.line(line);
}

const eventsOf = (hops: readonly Envelope[]): readonly RunEvent[] => hops.map(parseEvent);
