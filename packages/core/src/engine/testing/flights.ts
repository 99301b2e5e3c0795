import { mkdir, writeFile } from "node:fs/promises";
import type { Plan } from "../../pipeline/plan.ts";
import type { TransformReport, TransformRequest } from "../../ports/engine.ts";
import { Instances } from "../instance/instances.ts";
import { parquet } from "../sql.ts";
import { transform } from "../transform/transform.ts";
import { column, openScratch, type Scratch } from "./scratch.ts";

export const KEY = "7d444840-9dc0-11d1-b245-5ffdce74fad2";
export const source = [
  column("id", "int"),
  column("origin", "text"),
  column("delay", "int32"),
  column("key", "uuid"),
];
export const lookups = { airports: [column("iata", "text"), column("city", "text")] };
export const named = [...source, column("city", "text")];

type Rows = Record<string, unknown>[];

/** A run's folder with artifacts of flights and airports, and an engine to transform them. */
export interface Flights {
  readonly scratch: Scratch;
  readonly airports: string;
  /** The first stretch of the plan, unless `more` says otherwise; rows in the order of their first column. */
  run(
    plan: Plan,
    more?: Partial<TransformRequest>,
  ): Promise<{ report: TransformReport; path: string; rows: Rows; held: Rows | null }>;
  close(): Promise<void>;
}

/** Flights 1, 2 and 3, and 9, which is held back; a file beside the run's folder that nobody may read. */
export async function openFlights(): Promise<Flights> {
  const scratch = await openScratch();
  const instances = new Instances({ tempDirectory: scratch.path("temp"), memoryLimit: "256MB" });
  await mkdir(scratch.path("run"));
  await writeFile(scratch.path("secret.csv"), "password\nhunter2\n");
  const flights = await scratch.write(
    "run/flights.parquet",
    `SELECT id::BIGINT AS id, origin, delay::INTEGER AS delay, '${KEY}' AS key, 0 AS _waybill_partition, flags AS _waybill_flags
     FROM (VALUES (1, 'ATL', 5, 0), (2, 'BOS', 70, 0), (3, 'XYZ', NULL, 0), (9, 'BAD', 0, 4)) AS t(id, origin, delay, flags)`,
  );
  const airports = await scratch.write(
    "run/airports.parquet",
    "SELECT * FROM (VALUES ('ATL', 'Atlanta'), ('BOS', 'Boston'), (NULL, NULL)) AS t(iata, city)",
  );
  const read = (path: string) => scratch.connection.all(`FROM ${parquet(path)} ORDER BY 1`);
  let runs = 0;
  return {
    scratch,
    airports,
    async run(plan, more = {}) {
      const path = scratch.path(`run/out${++runs}.parquet`);
      const quarantine = scratch.path(`run/held${runs}.parquet`);
      const report = await transform(instances, {
        plan,
        segment: 0,
        folder: scratch.path("run"),
        inputs: [flights],
        lookups: plan.lookups.length > 0 ? { airports } : {},
        partition: 7,
        runTime: 0,
        signal: new AbortController().signal,
        out: { rows: path, quarantine },
        ...more,
      });
      return {
        report,
        path,
        rows: await read(path),
        held: report.quarantine ? await read(quarantine) : null,
      };
    },
    async close() {
      await instances.close();
      await scratch.close();
    },
  };
}
