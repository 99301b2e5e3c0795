import { Permanent, type Plan, planDigest } from "@waybill/core";
import { importPipelines } from "@waybill/core/pipeline-module";
import type { Pipelines } from "@waybill/core/stages";
import type { SqliteLineage } from "../lineage/sqlite-lineage.ts";
import { requestOf } from "./begun.ts";
import { outdated } from "./refusals.ts";
import type { LocatedPipeline } from "./settings.ts";

/** Knows the plan of every run that this process may meet: those it was given, and those of open runs it finds. */
export class KnownPipelines implements Pipelines {
  readonly #lineage: SqliteLineage;
  readonly #byName = new Map<string, LocatedPipeline>();

  constructor(lineage: SqliteLineage) {
    this.#lineage = lineage;
  }

  add(pipeline: LocatedPipeline): void {
    this.#byName.set(pipeline.plan.name, pipeline);
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
    this.add(located);
    return located.plan;
  }

  /** An open run of a pipeline that this process was not asked for: its request says which file it came from. */
  async #find(runId: string, pipeline: string): Promise<LocatedPipeline> {
    const { module = null, digest = "" } = (await requestOf(this.#lineage, runId))?.data.definition ?? {};
    if (module === null) throw missing(runId, pipeline, "its request does not name a file");
    const found = (await importPipelines(module)).find((entry) => entry.pipeline.plan.name === pipeline);
    if (!found) throw missing(runId, pipeline, `${module} does not export it any more`);
    if (planDigest(found.pipeline.plan) !== digest) throw outdated(runId, pipeline);
    return { plan: found.pipeline.plan, module, export: found.export };
  }
}

const missing = (runId: string, pipeline: string, why: string) =>
  new Permanent("pipeline.missing", `the pipeline ${pipeline} of run ${runId} is not to be found`, {
    where: `run ${runId}`,
    why,
    next: "put the file back, then: waybill dlq redrive",
  });
