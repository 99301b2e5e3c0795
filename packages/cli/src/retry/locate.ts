import { existsSync } from "node:fs";
import { type RunItem, Usage } from "@waybill/core";
import type { Requested } from "@waybill/events";
import { typed } from "../command-line/typed.ts";
import type { Located } from "../project/locate.ts";
import { listedModules, pipelinesIn } from "../project/pipelines.ts";
import { findProject } from "../project/project.ts";
import { shortPath } from "../terminal/path.ts";

/** The pipeline of an earlier run, as it is now. */
export interface Origin {
  readonly located: Located;
  /** `sha256:` of the plan that the run was asked for with. */
  readonly digest: string;
  /** What is typed for a new run of it: `waybill run ./flights.ts --set month=may`. */
  readonly anew: string;
}

/** Throws `Usage` (`pipeline.missing`), and what `importPipelines` throws. */
export async function locateAgain(
  { runId, pipeline: name }: RunItem,
  request: Requested | undefined,
  cwd: string,
): Promise<Origin> {
  const { module = null, digest = "" } = request?.data.definition ?? {};
  const missing = (message: string, where: string, next: string) =>
    new Usage("pipeline.missing", message, { where, why: `run ${runId} was asked for from it`, next });
  const again = `then: waybill retry ${runId}`;
  if (module === null) {
    throw missing(`run ${runId} does not say which file ${name} is in`, runId, "run the pipeline anew");
  }
  if (!existsSync(module)) {
    throw missing(`the file of pipeline ${name} is gone`, module, `put it back, ${again}`);
  }
  const found = await pipelinesIn(module);
  const pipeline = found.find(({ plan }) => plan.name === name);
  if (!pipeline) {
    const others = found.map(({ plan }) => plan.name).join(", ");
    const next = `call it so again (there is ${others}), ${again}`;
    throw missing(`the file exports no pipeline ${name} any more`, module, next);
  }
  const project = await projectOf(module, cwd);
  const path = `${pathOf(module, cwd)}${found.length > 1 ? `#${name}` : ""}`;
  const settings = Object.entries(request?.data.parameters ?? {});
  return {
    located: { pipeline, baseDir: project ?? cwd },
    digest,
    anew: typed("waybill", [
      "run",
      project === null ? path : name,
      ...settings.flatMap(([key, value]) => ["--set", `${key}=${value}`]),
    ]),
  };
}

/** A path that is told from a name. */
function pathOf(module: string, cwd: string): string {
  const path = shortPath(module, cwd);
  return /[/\\]/.test(path) ? path : `./${path}`;
}

/** The folder of the project that lists the file; null where none does, or its list cannot be read. */
async function projectOf(module: string, cwd: string): Promise<string | null> {
  const project = findProject(cwd);
  const listed = project ? await listedModules(project.pipelinesIndex).catch(() => []) : [];
  return project && listed.includes(module) ? project.root : null;
}
