import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ACCOUNT as DESCRIBED_ACCOUNT } from "../../infra/harness/aws-answers.ts";
import type { GraphFile } from "../../infra/harness/graph-file.ts";
import { OUT, ROOT } from "../../infra/harness/places.ts";
import { Graph } from "../../infra/support/graph.ts";
import { installPlatform } from "../../infra/support/platform.ts";
import { ACCOUNT, REGION } from "../standins/settings.ts";

const run = promisify(execFile);
/** Of a stage of its own, with every setting that makes a rule. */
const STAGE = "emulated";
const SETTINGS = join(import.meta.dirname, "settings.json");
const TIMEOUT_MS = 180_000;

/** Describes the deployment, and bundles its handlers. Gives the file with the graph of its resources. */
export async function describeDeployment(): Promise<string> {
  installPlatform();
  const graph = join(OUT, `graph-${STAGE}.json`);
  const synth = join(ROOT, "test/infra/harness/synth.ts");
  const args = [synth, "--stage", STAGE, "--work", STAGE, "--out", graph, "--bundles"];
  try {
    const env = { ...process.env, AWS_REGION: REGION, WAYBILL_SETTINGS: SETTINGS };
    await run(process.execPath, args, { cwd: ROOT, timeout: TIMEOUT_MS, env });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? String(error);
    throw new Error(`the deployment could not be described:\n${said}`, { cause: error });
  }
  return graph;
}

/** The same deployment under names of its own, beside others on the same stand-ins. */
export function deploymentOf(file: string, name: string): Graph {
  const text = readFileSync(file, "utf8")
    .replaceAll(`waybill-${STAGE}-`, `waybill-${name}-`)
    .replaceAll(DESCRIBED_ACCOUNT, ACCOUNT);
  return new Graph(JSON.parse(text) as GraphFile);
}
