// `waybill run` of orders.ts against one-shot.ts, in turn, as whole processes. Medians, and the ratio pair by pair.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { DATA, LINES } from "./data.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "3" }, memory: { type: "string" } },
});
if (!existsSync(LINES)) throw new Error("there is no data yet: node bench/generate.ts");

const cli = join(import.meta.dirname, "..", "packages", "cli", "src", "main.ts");
const memory = values.memory ? ["--memory", values.memory] : [];
const sides = {
  waybill: (folder: string) => [
    cli,
    "run",
    join(import.meta.dirname, "orders.ts"),
    "--state",
    folder,
    "--json",
    ...memory,
  ],
  "one-shot": (folder: string) => [
    join(import.meta.dirname, "one-shot.ts"),
    folder,
    ...(values.memory ? [values.memory] : []),
  ],
} as const;
type Side = keyof typeof sides;

interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
}

function measure(side: Side): Measured {
  const folder = join(DATA, `state-${side}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(DATA, { recursive: true });
  const started = performance.now();
  const { status, stderr } = spawnSync(
    "/usr/bin/time",
    ["-f", "peak %M", process.execPath, ...sides[side](folder)],
    {
      encoding: "utf8",
    },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${side} ended with ${status}:\n${stderr}`);
  return { seconds, peakMb: Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0) / 1024 };
}

/** Both sides must have done the same work, or their times mean nothing. */
async function refuseDifferentResults(): Promise<void> {
  const sum =
    "SELECT count(*) AS n, sum(charge)::VARCHAR AS charge, sum(hash(line_id, email, ship_date))::VARCHAR AS mix FROM ";
  const read = async (side: Side, table: string) => {
    const instance = await DuckDBInstance.create(join(DATA, `state-${side}`, "warehouse.duckdb"), {
      access_mode: "READ_ONLY",
    });
    const connection = await instance.connect();
    const rows = (await connection.runAndReadAll(sum + table)).getRowsJson();
    connection.closeSync();
    instance.closeSync();
    return JSON.stringify(rows);
  };
  const [ours, theirs] = [await read("waybill", "lines"), await read("one-shot", "lines_loaded")];
  if (ours !== theirs) throw new Error(`the tables differ: waybill ${ours}, one-shot ${theirs}`);
}

const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

const runs = Number(values.runs);
const taken: Record<Side, Measured[]> = { waybill: [], "one-shot": [] };
for (let i = 0; i < runs; i++) {
  for (const side of ["one-shot", "waybill"] as const) taken[side].push(measure(side));
  await refuseDifferentResults();
}
for (const [side, list] of Object.entries(taken)) {
  const seconds = list.map((one) => one.seconds.toFixed(1)).join(", ");
  console.log(
    `${side.padEnd(9)} ${median(list.map((one) => one.seconds)).toFixed(2)} s (${seconds}), peak ${median(list.map((one) => one.peakMb)).toFixed(0)} MB`,
  );
}
const ratios = taken.waybill.map((one, i) => one.seconds / (taken["one-shot"][i]?.seconds ?? 1));
console.log(`ratio     ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(", ")})`);
