import { join } from "node:path";
import { openReader, openWarehouse, type Reader } from "@waybill/local";
import { ROOT } from "../../infra/harness/places.ts";
import { run } from "../standins/command.ts";
import type { RunFiles } from "./digest.ts";
import { asTexts, type Rows } from "./rows.ts";

const WAYBILL = join(ROOT, "packages/cli/src/main.ts");

/** Runs a pipeline as a developer does, with its state in a folder of its own. */
export async function runLocally(pipeline: string, state: string): Promise<RunFiles & Disposable> {
  await run({ command: process.execPath, args: [WAYBILL, "run", pipeline, "--state", state], cwd: ROOT });
  const reader: Reader = openReader(state);
  const { items } = await reader.lineage.runs({ pipeline, limit: 1 }, null);
  return {
    hops: await reader.lineage.hops(items[0]?.runId ?? ""),
    open: (uri) => reader.objects.open(uri),
    [Symbol.dispose]: () => reader[Symbol.dispose](),
  };
}

/** The rows of a table that a local run has loaded, as text; see `rowsDigest`. */
export async function localRows(state: string, table: string, columns: readonly string[]): Promise<Rows> {
  const warehouse = openWarehouse(state);
  try {
    const { rows } = await warehouse.query(asTexts(table, columns), null);
    return rows as Rows;
  } finally {
    await warehouse.close();
  }
}
