import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { describeDeployment } from "../emulated/deployment.ts";
import type { Server } from "./child.ts";
import { startDynamoDbLocal } from "./dynamodb-local.ts";
import { EventRuler } from "./event-ruler.ts";
import { withoutJava } from "./java.ts";
import { startLocalStack } from "./localstack.ts";
import { findPython, NO_PYTHON, type Python } from "./python.ts";
import { RedshiftGrammar } from "./redshift-grammar.ts";
import type { StandIn, StandIns } from "./stand-ins.ts";

/** Installs what is missing, starts the servers, and ends them after the last test. CI may miss nothing. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-standins-"));
  await using started = new AsyncDisposableStack();
  const [standIns, deployment] = await allSettled([startAll(folder, started), describeDeployment()]);
  tellMissing(standIns);
  project.provide("standIns", standIns);
  project.provide("deployment", deployment);
  const running = started.move();
  return async () => {
    await running.disposeAsync();
    if (project.vitest.state.getCountOfFailedTests() > 0) console.error(`Logs of the stand-ins: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  };
}

async function startAll(folder: string, started: AsyncDisposableStack): Promise<StandIns> {
  const [python, noJava] = await Promise.all([findPython(), withoutJava()]);
  const server = async (starting: Promise<Server>) => started.use(await starting).endpoint;
  const { WAYBILL_TEST_AWS, WAYBILL_TEST_DYNAMODB } = process.env;
  const inPython = async (start: (python: Python) => Promise<string>): Promise<StandIn> =>
    python ? { at: await start(python) } : { missing: NO_PYTHON };
  const inJava = async (start: () => Promise<string>): Promise<StandIn> =>
    noJava === undefined ? { at: await start() } : { missing: noJava };
  const [localStack, dynamoDb, eventRuler, redshiftGrammar] = await allSettled([
    given(WAYBILL_TEST_AWS) ?? inPython((found) => server(startLocalStack(found, folder))),
    given(WAYBILL_TEST_DYNAMODB) ?? inJava(() => server(startDynamoDbLocal(folder))),
    inJava(EventRuler.install),
    inPython(RedshiftGrammar.install),
  ]);
  return { localStack, dynamoDb, eventRuler, redshiftGrammar };
}

/** Another implementation of AWS, which somebody else has started. */
const given = (endpoint: string | undefined): Promise<StandIn> | undefined =>
  endpoint === undefined ? undefined : Promise.resolve({ at: endpoint });

/** All of them, or the first error; none is left behind at work. */
async function allSettled<const T extends readonly Promise<unknown>[]>(work: T) {
  await Promise.allSettled(work);
  return Promise.all(work);
}

function tellMissing(standIns: StandIns): void {
  const reasons = new Set(
    Object.values(standIns).flatMap((one: StandIn) => ("missing" in one ? [one.missing] : [])),
  );
  for (const reason of reasons) console.error(`Not all tests can run: ${reason}`);
  if (reasons.size > 0 && process.env.CI) throw new Error("in CI no stand-in for AWS may be missing");
}
