import { resolve } from "node:path";
import type { LocatedPipeline } from "@waybill/local";
import { isPath, locatePipeline, requireProject } from "../project/locate.ts";
import { type ListedFile, listPipelines, pipelinesIn } from "../project/pipelines.ts";
import { shortPath } from "../terminal/path.ts";

export interface CheckedFile {
  /** Absolute. */
  readonly module: string;
  /** As it is shown. */
  readonly file: string;
  readonly pipelines: readonly LocatedPipeline[];
  /** Why it does not load; null where it does. */
  readonly error: unknown;
}

/** The files to check: those that were named, or all of the list. */
export async function filesToCheck(given: readonly string[], cwd: string): Promise<readonly CheckedFile[]> {
  const shown = ({ module, pipelines, error }: ListedFile): CheckedFile => ({
    module,
    file: shortPath(module, cwd),
    pipelines,
    error,
  });
  if (given.length === 0) return (await listPipelines(requireProject(cwd))).map(shown);
  return (await Promise.all(given.map((name) => named(name, cwd)))).map(shown);
}

async function named(given: string, cwd: string): Promise<ListedFile> {
  if (!isPath(given)) {
    const { pipeline } = await locatePipeline(given, cwd);
    return { module: pipeline.module, pipelines: [pipeline], error: null };
  }
  const module = resolve(cwd, given.split("#")[0] ?? given);
  try {
    return { module, pipelines: await pipelinesIn(module), error: null };
  } catch (error) {
    return { module, pipelines: [], error };
  }
}
