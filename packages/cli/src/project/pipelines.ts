import { dirname, relative, resolve } from "node:path";
import { Usage } from "@waybill/core";
import { importPipelines } from "@waybill/core/pipeline-module";
import type { LocatedPipeline } from "@waybill/local";
import { importIndex } from "./import-index.ts";
import type { Project } from "./project.ts";

/** What one file of the list holds, or why it cannot be loaded. */
export interface ListedFile {
  /** Absolute. */
  readonly module: string;
  readonly pipelines: readonly LocatedPipeline[];
  readonly error: unknown;
}

/** Every file of `pipelines/index.ts`, in its order. Throws `Usage` (`index.*`, `pipeline.duplicate`). */
export async function listPipelines(project: Project): Promise<readonly ListedFile[]> {
  const files = await listedModules(project.pipelinesIndex);
  const listed = await Promise.all(files.map(loadListed));
  refuseDuplicates(
    listed.flatMap(({ pipelines }) => pipelines),
    project.root,
  );
  return listed;
}

/**
 * Absolute paths of the files that the index names. Here they are not imported through it: so one that does not load
 * is told by its name, and leaves the others as they are.
 */
export async function listedModules(index: string): Promise<readonly string[]> {
  const list = await importIndex(index);
  if (isList(list)) return Object.keys(list).map((name) => resolve(dirname(index), `${name}.ts`));
  throw new Usage("index.not-a-list", "the list of pipelines does not say how to import each file", {
    where: index,
    why: "each file stands under its own name, without `.ts`",
    next: 'write: export default { flights: () => import("./flights.ts") }',
  });
}

const isList = (list: unknown): list is object =>
  typeof list === "object" &&
  list !== null &&
  !Array.isArray(list) &&
  Object.values(list).every((entry) => typeof entry === "function");

/** The pipelines that one file exports. Throws what `importPipelines` throws. */
export async function pipelinesIn(module: string): Promise<readonly LocatedPipeline[]> {
  const found = await importPipelines(module);
  return found.map(({ export: name, pipeline }) => ({ plan: pipeline.plan, module, export: name }));
}

async function loadListed(module: string): Promise<ListedFile> {
  try {
    return { module, pipelines: await pipelinesIn(module), error: null };
  } catch (error) {
    return { module, pipelines: [], error };
  }
}

function refuseDuplicates(pipelines: readonly LocatedPipeline[], root: string): void {
  const byName = new Map<string, LocatedPipeline>();
  for (const pipeline of pipelines) {
    const { name } = pipeline.plan;
    const first = byName.get(name);
    if (first) throw duplicate(name, [first, pipeline], root);
    byName.set(name, pipeline);
  }
}

function duplicate(name: string, both: readonly LocatedPipeline[], root: string): Usage {
  const places = both.map(({ module, export: exported }) => `${relative(root, module)} (${exported})`);
  return new Usage("pipeline.duplicate", `two pipelines are called ${name}`, {
    where: places.join(" and "),
    why: "runs, cursors and tables are kept by the pipeline's name",
    next: `give one of them another name: pipeline("${name}2", …), or take one file off pipelines/index.ts`,
  });
}
