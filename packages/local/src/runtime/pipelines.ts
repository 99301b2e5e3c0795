import { Permanent, type Plan, planDigest, planWithStores, type SourceStores } from "@waybill/core";
import { importPipelines } from "@waybill/core/pipeline-module";
import type { Pipelines } from "@waybill/core/stages";
import type { SqliteLineage } from "../lineage/sqlite-lineage.ts";
import { requestOf } from "./begun.ts";
import { misfit } from "./fits.ts";
import { outdated } from "./refusals.ts";
import { isRetried } from "./retry.ts";
import type { LocatedPipeline } from "./settings.ts";

/** Knows the plan of every run that this process may meet: those it was given, and those of open runs it finds. */
export class KnownPipelines implements Pipelines {
  readonly #lineage: SqliteLineage;
  readonly #stores: SourceStores;
  readonly #byName = new Map<string, LocatedPipeline>();
  /** A plan is one object however often it is added: `locate` knows it by that. */
  readonly #withStores = new WeakMap<Plan, Plan>();

  constructor(lineage: SqliteLineage, stores: SourceStores) {
    this.#lineage = lineage;
    this.#stores = stores;
  }

  add(pipeline: LocatedPipeline): Plan {
    const plan = this.#withStores.get(pipeline.plan) ?? planWithStores(pipeline.plan, this.#stores);
    this.#withStores.set(pipeline.plan, plan);
    this.#byName.set(plan.name, { ...pipeline, plan });
    return plan;
  }

  /** Where the engine's worker finds it. */
  locate(plan: Plan): { readonly module: string; readonly export: string } | null {
    const known = this.#byName.get(plan.name);
    return known?.plan === plan ? { module: known.module, export: known.export } : null;
  }

  async forRun(runId: string, pipeline: string): Promise<Plan> {
    const known = this.#byName.get(pipeline);
    if (known) return known.plan;
    const located = await this.#find(runId, pipeline);
    return this.add(located);
  }

  /** An open run of a pipeline that this process was not asked for: its request says which file it came from. */
  async #find(runId: string, pipeline: string): Promise<LocatedPipeline> {
    const { module = null, digest = "" } = (await requestOf(this.#lineage, runId))?.data.definition ?? {};
    if (module === null) throw missing(runId, pipeline, "its request does not name a file");
    const found = (await importPipelines(module)).find((entry) => entry.pipeline.plan.name === pipeline);
    if (!found) throw missing(runId, pipeline, `${module} does not export it any more`);
    const { plan } = found.pipeline;
    if (planDigest(plan) !== digest && !(await this.#mayGoOn(runId, plan))) throw outdated(runId, pipeline);
    return { plan, module, export: found.export };
  }

  /** A retry goes on with a pipeline that was mended. */
  async #mayGoOn(runId: string, plan: Plan): Promise<boolean> {
    const lineage = this.#lineage;
    return (await isRetried({ lineage }, runId)) && misfit(plan, await lineage.hops(runId)) === null;
  }
}

const missing = (runId: string, pipeline: string, why: string) =>
  new Permanent("pipeline.missing", `the pipeline ${pipeline} of run ${runId} is not to be found`, {
    where: `run ${runId}`,
    why,
    next: "put the file back, then: waybill dlq redrive",
  });
