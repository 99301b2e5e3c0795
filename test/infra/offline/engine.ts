// Stands where SST's command line expects the engine's program. `up` runs the program that SST bundled, on an engine that
// only writes down what it is told, and leaves the state and the events that SST reads.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Resource } from "../harness/graph-file.ts";
import { pinNames } from "../harness/pin-names.ts";
import { plain } from "../harness/plain.ts";
import type { PulumiStack } from "../harness/pulumi-types.ts";
import { record } from "../harness/recorder.ts";

const VERSION = "v3.215.0";
const [command = "", ...rest] = process.argv.slice(2);

const option = (name: string): string | undefined => {
  const at = rest.indexOf(name);
  return at < 0 ? undefined : rest[at + 1];
};

/** `--config a=b`, any number of times. */
function config(): Readonly<Record<string, string>> {
  const pairs = rest.flatMap((word, at) => (word === "--config" ? [rest[at + 1] ?? ""] : []));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
}

function writeState(stack: string, resources: readonly object[]): void {
  const file = resolve(".pulumi/stacks", `${stack.replace(/^organization\//, "")}.json`);
  mkdirSync(dirname(file), { recursive: true });
  const latest = { manifest: { time: new Date(0).toISOString(), magic: "", version: VERSION }, resources };
  writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { stack, latest } }));
}

/** A resource as it lies in the engine's state. */
const inState = (resource: Resource, outputs: unknown) => ({
  urn: resource.urn,
  custom: resource.custom,
  type: resource.type,
  ...(resource.custom && { id: resource.id || "id" }),
  inputs: resource.props,
  outputs: resource.custom ? { ...resource.props, ...resource.outputs } : outputs,
  parent: resource.parent,
  protect: resource.protect,
});

async function up(): Promise<void> {
  const stack = option("--stack") ?? "";
  const [, project = "", stage = ""] = stack.split("/");
  const backend = process.cwd();
  const main = /^main: (.*)$/m.exec(readFileSync("Pulumi.yaml", "utf8"))?.[1] ?? "";
  const load = createRequire(main);
  const errors: Error[] = [];
  const onError = (error: unknown) =>
    void errors.push(error instanceof Error ? error : new Error(String(error)));
  process.on("unhandledRejection", onError).on("uncaughtException", onError);
  pinNames();
  const given = config();
  const region = given["aws:region"] ?? "us-east-1";
  const resources = await record(load, { project, stage, config: given, region, onError });
  let outputs: unknown = {};
  const { runInPulumiStack } = load("@pulumi/pulumi/runtime/stack") as PulumiStack;
  runInPulumiStack(
    async () => ((await import(pathToFileURL(main).href)) as { default: unknown }).default,
  ).then((settled) => {
    outputs = plain(settled);
  }, onError);
  process.once("beforeExit", () => {
    process.chdir(backend);
    if (errors.length === 0) keep(stack, resources, outputs);
    report(errors, resources.length);
    process.exit(errors.length === 0 ? 0 : 1);
  });
}

function keep(stack: string, resources: readonly Resource[], outputs: unknown): void {
  const isRoot = ({ type }: Resource) => type === "pulumi:pulumi:Stack";
  const inOrder = [...resources.filter(isRoot), ...resources.filter((resource) => !isRoot(resource))];
  writeState(
    stack,
    inOrder.map((resource) => inState(resource, isRoot(resource) ? outputs : {})),
  );
  const graph = process.env.WAYBILL_GRAPH;
  if (graph === undefined) return;
  const sorted = [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  writeFileSync(
    graph,
    JSON.stringify({ stage: stack.split("/")[2], outputs, resources: sorted, calls: [] }, null, 1),
  );
}

/** The events that SST follows a deployment by. */
function report(errors: readonly Error[], created: number): void {
  const summary = {
    maybeCorrupt: false,
    durationSeconds: 0,
    resourceChanges: { create: created },
    policyPacks: {},
  };
  const events = [
    ...errors.map((error) => ({
      diagnosticEvent: { message: error.stack ?? error.message, color: "never", severity: "error" },
    })),
    { summaryEvent: summary },
  ];
  const log = option("--event-log");
  if (log === undefined) return;
  for (const [sequence, event] of events.entries()) {
    appendFileSync(log, `${JSON.stringify({ sequence, timestamp: 0, ...event })}\n`);
  }
}

if (command === "version") console.log(VERSION);
else if (command === "stack" && rest[0] === "init") writeState(rest[1] ?? "", []);
else if (command === "up" || command === "preview") await up();
