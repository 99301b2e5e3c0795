import { resolve } from "node:path";
import { didYouMean, Usage } from "@waybill/core";
import type { LocatedPipeline } from "@waybill/local";
import { shortPath } from "../terminal/path.ts";
import { listPipelines, pipelinesIn } from "./pipelines.ts";
import { findProject, type Project } from "./project.ts";

export interface Located {
  readonly pipeline: LocatedPipeline;
  /** What relative paths in the pipeline are below. */
  readonly baseDir: string;
}

/** `./x.ts`, `x.mts`, `dir/x.ts#orders`: a path, and maybe which of the pipelines in it. */
export const isPath = (given: string): boolean => /[./\\]/.test(given);

/**
 * The pipeline with this name, or the one in this file.
 * Throws `Usage`: `pipeline.unknown`, `pipeline.several`, `pipeline.no-list`, `index.*`, and what `importPipelines` throws.
 */
export async function locatePipeline(given: string, cwd: string): Promise<Located> {
  if (isPath(given)) return { pipeline: await inFile(given, cwd), baseDir: cwd };
  const project = requireProject(cwd);
  return { pipeline: await byName(given, project, cwd), baseDir: project.root };
}

export function requireProject(cwd: string): Project {
  const project = findProject(cwd);
  if (project) return project;
  throw new Usage("pipeline.no-list", "there is no list of pipelines here", {
    where: resolve(cwd, "pipelines/index.ts"),
    next: "name a file: waybill run ./flights.ts, or write one from a sample: waybill init data.csv",
  });
}

async function inFile(given: string, cwd: string): Promise<LocatedPipeline> {
  const [path = given, wanted] = given.split("#");
  const module = resolve(cwd, path);
  const pipelines = await pipelinesIn(module);
  const [only, ...others] = wanted
    ? pipelines.filter(({ plan, export: name }) => plan.name === wanted || name === wanted)
    : pipelines;
  if (only && others.length === 0) return only;
  const names = pipelines.map(({ plan }) => plan.name);
  if (only) {
    throw new Usage("pipeline.several", `${path} exports ${pipelines.length} pipelines`, {
      where: module,
      next: `say which: waybill run ${path}#${names[0]} (there are ${names.join(", ")})`,
    });
  }
  throw unknown(wanted ?? "", names, module);
}

async function byName(name: string, project: Project, cwd: string): Promise<LocatedPipeline> {
  const files = await listPipelines(project);
  const pipelines = files.flatMap((file) => file.pipelines);
  const found = pipelines.find(({ plan }) => plan.name === name);
  if (found) return found;
  // Its file may be one that does not load.
  const broken =
    files.find(({ error, module }) => error !== null && module.includes(name)) ??
    files.find(({ error }) => error !== null);
  if (broken) throw broken.error;
  throw unknown(
    name,
    pipelines.map(({ plan }) => plan.name),
    shortPath(project.pipelinesIndex, cwd),
  );
}

const unknown = (name: string, names: readonly string[], where: string): Usage =>
  new Usage("pipeline.unknown", `there is no pipeline ${name}`, {
    where,
    why: "a name is looked up in the list; a file is named by its path, as in ./flights.ts",
    next: didYouMean(name, names),
  });
