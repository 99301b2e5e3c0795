import { openReader, readParquet } from "@waybill/local";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import { printJson } from "../command-line/json.ts";
import { findRun } from "../runs/find-run.ts";
import { heldBack } from "./artifacts.ts";
import type { ShowFlags } from "./command.ts";
import { type OpenedHeldBack, openAll } from "./open.ts";
import { objectsOf, quarantinedRows } from "./rows.ts";
import { type ShownRows, showLines } from "./show-lines.ts";

const DEFAULT_LIMIT = 20;

export default async function show(this: Cli, flags: ShowFlags, given = "last"): Promise<void> {
  using reader = openReader(stateFolder(this, flags.state));
  const { runId, pipeline } = await findRun(reader.lineage, given);
  const items = await openAll(reader.objects, heldBack(await reader.lineage.hops(runId)));
  const limit = flags.limit ?? (flags.json ? Number.MAX_SAFE_INTEGER : DEFAULT_LIMIT);
  const quarantine = await read(items, "quarantine", limit);
  const rejects = await read(items, "rejects", limit);
  if (flags.json) {
    return printJson(this.out, {
      run: runId,
      pipeline,
      quarantine: quarantine.parts.flatMap(({ stage, unit, result }) =>
        quarantinedRows(result).map((entry) => ({ stage, unit, ...entry })),
      ),
      rejects: rejects.parts.flatMap(({ unit, result }) =>
        objectsOf(result).map((row) => ({ unit, ...row })),
      ),
    });
  }
  this.out.line(`${this.out.paint.bold(pipeline)}  run ${runId}`);
  const view = { width: this.out.columns, paint: this.out.paint, cwd: this.cwd };
  for (const line of showLines({ quarantine, rejects }, view)) this.out.line(line);
}

/** Up to `limit` rows of all artifacts of one kind together. */
async function read(
  items: readonly OpenedHeldBack[],
  kind: OpenedHeldBack["kind"],
  limit: number,
): Promise<ShownRows> {
  const own = items.filter((item) => item.kind === kind);
  const parts: ShownRows["parts"][number][] = [];
  let room = limit;
  for (const { stage, unit, path } of own) {
    if (room <= 0) break;
    const result = await readParquet(path, room);
    room -= result.rows.length;
    parts.push({ stage, unit, result });
  }
  return { parts, total: own.reduce((sum, { rows }) => sum + rows, 0) };
}
