import { readParquet } from "@waybill/local";
import type { Cli } from "../command-line/cli.ts";
import { printJson } from "../command-line/json.ts";
import { findRun } from "../runs/find-run.ts";
import { openPlace } from "../stage/open.ts";
import { type HeldBack, heldBack } from "./artifacts.ts";
import type { ShowFlags } from "./command.ts";
import { objectsOf, quarantinedRows } from "./rows.ts";
import { type ShownRows, showLines } from "./show-lines.ts";

const DEFAULT_LIMIT = 20;

export default async function show(this: Cli, flags: ShowFlags, given = "last"): Promise<void> {
  using reader = await openPlace(this, flags);
  const { runId, pipeline } = await findRun(reader.lineage, given);
  const items = heldBack(await reader.lineage.hops(runId));
  const open = ({ artifact }: HeldBack) => reader.open(runId, artifact);
  const limit = flags.limit ?? (flags.json ? Number.MAX_SAFE_INTEGER : DEFAULT_LIMIT);
  const quarantine = await read(items, "quarantine", { limit, open });
  const rejects = await read(items, "rejects", { limit, open });
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

interface Reading {
  /** Rows of all artifacts together. */
  readonly limit: number;
  /** The path of a Parquet file. Only those are opened whose rows are shown. */
  readonly open: (item: HeldBack) => Promise<string>;
}

async function read(
  items: readonly HeldBack[],
  kind: HeldBack["kind"],
  { limit, open }: Reading,
): Promise<ShownRows> {
  const own = items.filter((item) => item.kind === kind);
  const parts: ShownRows["parts"][number][] = [];
  let room = limit;
  for (const item of own) {
    if (room <= 0) break;
    const { stage, unit } = item;
    const result = await readParquet(await open(item), room);
    room -= result.rows.length;
    parts.push({ stage, unit, result });
  }
  return { parts, total: own.reduce((sum, { rows }) => sum + rows, 0) };
}
