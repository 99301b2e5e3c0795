import { isPipeline, Permanent, type Plan, planWithStores, type SourceStores } from "@waybill/core";
import type { Pipelines } from "@waybill/core/stages";

/** `pipelines/index.ts`: how to import each file of pipelines, by its name. */
export type PipelineList = Readonly<Record<string, () => Promise<object>>>;

/** The pipelines that were deployed with this function. A file is imported when a run needs it. */
export class DeployedPipelines implements Pipelines {
  readonly #list: PipelineList;
  readonly #stores: SourceStores | undefined;
  readonly #known = new Map<string, Plan>();

  constructor(list: PipelineList, stores?: SourceStores) {
    this.#list = list;
    this.#stores = stores;
  }

  async forRun(runId: string, pipeline: string): Promise<Plan> {
    const plan = await this.named(pipeline);
    if (plan) return plan;
    throw new Permanent("pipeline.missing", `the pipeline ${pipeline} of run ${runId} is not deployed here`, {
      where: `run ${runId}`,
      why: `deployed are: ${[...this.#known.keys()].sort().join(", ") || "none"}`,
      next: "list its file in pipelines/index.ts and deploy, then: waybill dlq redrive",
    });
  }

  /** The file of the pipeline's own name is looked into first: most are called so. */
  async named(pipeline: string): Promise<Plan | null> {
    const known = this.#known.get(pipeline);
    if (known) return known;
    const files = Object.keys(this.#list).sort((a, b) => Number(b === pipeline) - Number(a === pipeline));
    for (const file of files) {
      await this.#import(file);
      const found = this.#known.get(pipeline);
      if (found) return found;
    }
    return null;
  }

  async #import(file: string): Promise<void> {
    const exports = await this.#list[file]?.();
    for (const value of Object.values(exports ?? {})) {
      if (!isPipeline(value)) continue;
      const { plan } = value;
      this.#known.set(plan.name, this.#stores ? planWithStores(plan, this.#stores) : plan);
    }
  }
}
