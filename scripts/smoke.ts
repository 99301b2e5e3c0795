// Proves on a real account what nothing else can: npm run smoke -- --stage <stage of your own> [--keep]
// Deploys, runs two demo pipelines, compares their rows with this machine's, breaks something, mends it, removes all.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { EVENT_SOURCE } from "@waybill/events";
import { must, type Ran, sst, until, waybill } from "./smoke/commands.ts";

const { values } = parseArgs({ options: { stage: { type: "string" }, keep: { type: "boolean" } } });
const stage = values.stage ?? "";
if (!/^[a-z][a-z0-9-]*$/.test(stage) || stage === "prod") {
  console.error("name a stage that may be made and removed again: npm run smoke -- --stage smoke-ada");
  process.exit(2);
}

const DATA = "node_modules/vega-datasets/data";
const PIPELINES = { birdstrikes: "birdstrikes.csv", movies: "movies.json" } as const;

interface Outputs {
  readonly bus: string;
  readonly raw: string;
}

const started = Date.now();
const step = (line: string) =>
  console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);

try {
  step(`deploy ${stage}`);
  sst("deploy", "--stage", stage);
  const outputs = JSON.parse(readFileSync(".sst/outputs.json", "utf8")) as Outputs;

  const s3 = new S3Client({});
  for (const [pipeline, file] of Object.entries(PIPELINES)) {
    step(`run ${pipeline} on ${stage} and here`);
    const Key = `${DATA}/${file}`;
    await s3.send(new PutObjectCommand({ Bucket: outputs.raw, Key, Body: readFileSync(Key) }));
    const there = waybill("run", pipeline, "--stage", stage, "--json");
    const here = waybill("run", pipeline, "--state", ".waybill/smoke", "--json");
    must(
      rowsOf(there) === rowsOf(here),
      `rows of ${pipeline} differ:\n  ${rowsOf(there)}\n  ${rowsOf(here)}`,
    );
    const hops = waybill("lineage", runOf(there), "--stage", stage, "--json");
    must(hops.stdout.includes('"Completed"'), `the lineage of ${runOf(there)} does not end in Completed`);
  }

  step("an event that no stage can read");
  await new EventBridgeClient({}).send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: outputs.bus,
          Source: EVENT_SOURCE,
          DetailType: "Requested",
          Detail: JSON.stringify({ metadata: { type: "Requested", version: 99 }, data: {} }),
        },
      ],
    }),
  );
  const letter = await until("it is among the dead letters", 120, () => letterOn(stage));
  step(`redrive ${letter}: it fails again, and comes back`);
  waybill("dlq", "redrive", letter, "--stage", stage);
  const again = await until("it is dead again", 120, () => letterOn(stage));
  waybill("dlq", "discard", again, "--stage", stage);
  step("all is as it should be");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  if (values.keep) step(`${stage} is kept: npx sst remove --stage ${stage}`);
  else sst("remove", "--stage", stage);
}

function rowsOf({ stdout }: Ran): string {
  return JSON.stringify((JSON.parse(stdout) as { readonly rows: unknown }).rows);
}

function runOf({ stdout }: Ran): string {
  return (JSON.parse(stdout) as { readonly run: string }).run;
}

function letterOn(name: string): string | undefined {
  const { stdout } = waybill("dlq", "list", "--stage", name, "--json");
  return /"id": ?"([^"]+)"/.exec(stdout)?.[1];
}
