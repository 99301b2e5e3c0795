// The graph of a stage, in about two seconds, without AWS: the real sst.config.ts and the real components, on an engine
// that only writes down what it is told. One program a process: it is done when nothing is left to wait for.
//   node test/infra/harness/synth.ts --stage prod --out graph.json [--dev] [--bundles]
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { commandLine } from "./command-line.ts";
import type { Call, Resource } from "./graph-file.ts";
import { pinNames } from "./pin-names.ts";
import { OUT, PLATFORM, ROOT } from "./places.ts";
import { plain } from "./plain.ts";
import { type App, appOf, bundleProgram } from "./program.ts";
import type { PulumiStack } from "./pulumi-types.ts";
import { record } from "./recorder.ts";

const { values: given } = parseArgs({
  options: {
    stage: { type: "string", default: "test" },
    out: { type: "string" },
    dev: { type: "boolean", default: false },
    /** Without: a handler is taken to be right, and not bundled. */
    bundles: { type: "boolean", default: false },
    /** A folder of this name for what is built, so that two may run at once. */
    work: { type: "string", default: "graph" },
  },
});

const load = createRequire(join(PLATFORM, "package.json"));
const errors: Error[] = [];
const onError = (error: unknown): void => {
  const known = error instanceof Error ? error : new Error(String(error));
  if (!errors.includes(known)) errors.push(known);
};
process.on("unhandledRejection", onError).on("uncaughtException", onError);

function setGlobals(app: App, region: string, defaultTags: object): void {
  const { stage, dev } = given;
  const work = join(OUT, given.work);
  Object.assign(globalThis, {
    $app: {
      name: app.name,
      stage,
      removal: app.removal ?? "retain",
      protect: app.protect ?? false,
      providers: { ...app.providers, aws: { ...app.providers?.aws, region, defaultTags } },
    },
    $dev: dev,
    $cli: {
      command: "deploy",
      rpc: "",
      dev,
      paths: { home: work, root: ROOT, work, platform: PLATFORM },
      state: { version: {} },
    },
  });
}

let resources: readonly Resource[] = [];
let calls: readonly Call[] = [];
let outputs: unknown;
let isSettled = false;

async function synthesise(): Promise<void> {
  const { stage } = given;
  const app = await appOf(stage);
  const program = await bundleProgram();
  calls = await commandLine({ work: join(OUT, given.work), bundles: given.bundles });
  const region = String(app.providers?.aws?.region ?? "us-east-1");
  process.env.SST_AWS_REGION = region;
  const defaultTags = { tags: { "sst:app": app.name, "sst:stage": stage } };
  setGlobals(app, region, defaultTags);
  resources = await record(load, {
    project: app.name,
    stage,
    region,
    config: { "aws:region": region, "aws:defaultTags": JSON.stringify(defaultTags) },
    onError,
  });
  // Components look for $app, $cli and $dev while they are loaded.
  const { run, config }: { run: (program: unknown) => Promise<unknown>; config: { run: unknown } } =
    await import(pathToFileURL(program).href);
  const { runInPulumiStack } = load("@pulumi/pulumi/runtime/stack") as PulumiStack;
  outputs = plain(await runInPulumiStack(() => run(config.run)));
  isSettled = true;
}

function finish(): void {
  if (!isSettled && errors.length === 0) onError(new Error("run() in sst.config.ts never came to its end"));
  if (errors.length > 0) {
    for (const error of errors) console.error(error.stack);
    process.exit(1);
  }
  const sorted = [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const text = JSON.stringify({ stage: given.stage, outputs, resources: sorted, calls }, null, 1);
  if (given.out === undefined) return void process.stdout.write(`${text}\n`);
  mkdirSync(dirname(given.out), { recursive: true });
  writeFileSync(given.out, text);
}

pinNames();
process.once("beforeExit", finish);
synthesise().catch(onError);
