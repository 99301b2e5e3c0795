import { type RunItem, Usage } from "@waybill/core";
import { isUlid } from "@waybill/events";
import type { LineageReads } from "../stage/run-reader.ts";

const PAGE = 500;
const AMBIGUOUS_SHOWN = 5;

type Runs = Pick<LineageReads, "getRun" | "runs">;

/**
 * A run by its id, by the beginning of it, or `last`.
 * Throws `Usage`: `run.unknown`, `run.ambiguous`, `run.none`.
 */
export async function findRun(lineage: Runs, given: string): Promise<RunItem> {
  if (given.toLowerCase() === "last") return newest(lineage);
  const wanted = given.toUpperCase();
  if (isUlid(wanted)) {
    const run = await lineage.getRun(wanted);
    if (run) return run;
    throw unknown(given);
  }
  const found = await beginningWith(lineage, wanted);
  const [first] = found;
  if (!first) throw unknown(given);
  if (found.length === 1) return first;
  throw ambiguous(given, found);
}

async function newest(lineage: Runs): Promise<RunItem> {
  const [run] = (await lineage.runs({ limit: 1 }, null)).items;
  if (run) return run;
  throw new Usage("run.none", "there is no run yet", { next: "run a pipeline: waybill run <pipeline>" });
}

async function beginningWith(lineage: Runs, prefix: string): Promise<readonly RunItem[]> {
  const found: RunItem[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await lineage.runs({ limit: PAGE }, cursor);
    found.push(...page.items.filter(({ runId }) => runId.startsWith(prefix)));
    if (page.next === null) return found;
    cursor = page.next;
  }
}

const unknown = (given: string): Usage =>
  new Usage("run.unknown", `there is no run ${given}`, {
    why: "a run is named by its id, by the first letters of it, or as last",
    next: "see which there are: waybill runs",
  });

function ambiguous(given: string, found: readonly RunItem[]): Usage {
  const shown = found.slice(0, AMBIGUOUS_SHOWN).map(({ runId, pipeline }) => `${runId} (${pipeline})`);
  const more = found.length > shown.length ? ` and ${found.length - shown.length} more` : "";
  return new Usage("run.ambiguous", `${found.length} runs begin with ${given}`, {
    where: `${shown.join(", ")}${more}`,
    next: "type more of the id",
  });
}
