import { fileURLToPath } from "node:url";
import { Permanent } from "../../errors.ts";
import type { Plan } from "../../pipeline/plan.ts";
import { importPipelines } from "../../pipeline-module/index.ts";
import type { PlanReference } from "./protocol.ts";

/**
 * The plan that a reference names, from its own file. A file is read once for as long as the thread runs.
 * Errors: those of `importPipelines`; `Permanent` `engine.plan-missing`.
 */
export async function planAt({ module, export: exported, name }: PlanReference): Promise<Plan> {
  const file = module.startsWith("file:") ? fileURLToPath(module) : module;
  const named = (await importPipelines(file)).filter(({ pipeline }) => pipeline.plan.name === name);
  const found = named.find((each) => each.export === exported) ?? named[0];
  if (found !== undefined) return found.pipeline.plan;
  throw new Permanent("engine.plan-missing", `${file} exports no pipeline that is named ${name}`, {
    where: file,
    why: "the file was changed after the run began, or makes up its pipeline's name when it is read",
    next: "start the command again",
  });
}
