import type { Going } from "@waybill/aws/api-client";
import { type Plan, planDigest, type RunItem } from "@waybill/core";
import { requestRetry, requestRun } from "@waybill/core/stages";
import { runTime } from "@waybill/events";
import * as z from "zod";
import { pipeline, runId } from "../input.ts";
import type { ApiPorts } from "../ports.ts";
import { loadsNowhere, noPipeline, oddTime, takenRunId } from "../refusals.ts";
import { type Call, route } from "../route.ts";
import { requireRun } from "./require-run.ts";

/** Of the id of a run that is asked for, from the clock here. IAM takes no signature that is older. */
const CLOCK_MINUTES = 15;

export const actRoutes = [
  // The caller makes the id: where the answer is lost, asking again asks for the same run.
  route(
    "PUT /v1/runs/:run",
    z.strictObject({
      run: runId,
      pipeline,
      parameters: z.record(z.string().min(1), z.string()).default({}),
    }),
    ask,
  ),
  route("POST /v1/runs/:run/retry", z.strictObject({ run: runId }), retry),
];

interface Asked {
  readonly run: string;
  readonly pipeline: string;
  readonly parameters: Readonly<Record<string, string>>;
}

async function ask({ run: id, pipeline: name, parameters }: Asked, { ports, caller }: Call): Promise<Going> {
  refuseOddTime(id, ports);
  const plan = await requirePlan(ports, name);
  const before = await ports.lineage.getRun(id);
  if (before && before.pipeline !== name) throw takenRunId(id, before.pipeline);
  await requestRun(ports, {
    runId: id,
    pipeline: name,
    module: null,
    digest: planDigest(plan),
    trigger: { kind: "hand", by: caller, origin: null },
    parameters,
  });
  return going(await requireRun(ports, id), plan, { generation: 0, resumed: before !== null });
}

async function retry({ run: id }: { readonly run: string }, { ports, caller }: Call): Promise<Going> {
  const run = await requireRun(ports, id);
  const plan = await requirePlan(ports, run.pipeline);
  if (run.outcome === null && run.generation > 0) {
    return going(run, plan, { generation: run.generation, resumed: true });
  }
  await requestRetry(ports, id, caller);
  return going(run, plan, { generation: run.generation + 1, resumed: false });
}

const going = (run: RunItem, plan: Plan, how: Pick<Going, "generation" | "resumed">): Going => ({
  run,
  ...how,
  source: plan.source.name,
  lookups: plan.lookups.map(({ name }) => name),
});

async function requirePlan({ pipelines }: ApiPorts, name: string): Promise<Plan> {
  const plan = await pipelines.named(name);
  if (!plan) throw noPipeline(name);
  if (!plan.load) throw loadsNowhere(name);
  return plan;
}

function refuseOddTime(id: string, { clock }: ApiPorts): void {
  const at = runTime(id);
  if (Math.abs(at - clock.now()) <= CLOCK_MINUTES * 60_000) return;
  throw oddTime(id, new Date(at).toISOString(), CLOCK_MINUTES);
}
