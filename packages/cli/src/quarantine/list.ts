import type { Cli } from "../command-line/cli.ts";
import { printJson } from "../command-line/json.ts";
import { findRun } from "../runs/find-run.ts";
import { openPlace } from "../stage/open.ts";
import { count } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { shortPath } from "../terminal/path.ts";
import { layOut } from "../terminal/table.ts";
import { heldBack } from "./artifacts.ts";
import type { ListFlags } from "./command.ts";
import { type OpenedHeldBack, withPaths } from "./open.ts";

export default async function list(this: Cli, flags: ListFlags, given = "last"): Promise<void> {
  using reader = await openPlace(this, flags);
  const { runId, pipeline } = await findRun(reader.lineage, given);
  const held = heldBack(await reader.lineage.hops(runId));
  const items = await withPaths(held, (artifact) => reader.placeOf(artifact));
  if (flags.json) {
    const entries = items.map(({ kind, stage, unit, rows, path }) => ({ kind, stage, unit, rows, path }));
    return printJson(this.out, { run: runId, pipeline, artifacts: entries });
  }
  this.out.line(`${this.out.paint.bold(pipeline)}  run ${runId}`);
  for (const line of listLines(items, this.cwd, this.out.paint)) this.out.line(line);
}

/** Paths are never cut: they are there to be copied. */
export function listLines(items: readonly OpenedHeldBack[], cwd: string, paint: Paint): readonly string[] {
  if (items.length === 0) return ["nothing was held back"];
  const { header, rows } = layOut(
    [
      { title: "what" },
      { title: "stage" },
      { title: "unit" },
      { title: "rows", align: "right" },
      { title: "file" },
    ],
    items.map(({ kind, stage, unit, rows, path }) => [kind, stage, unit, count(rows), shortPath(path, cwd)]),
    null,
  );
  return [paint.bold(header), ...rows];
}
