import { pathToFileURL } from "node:url";
import { Usage } from "../errors.ts";
import { type AnyPipeline, isPipeline } from "../pipeline/pipeline.ts";
import { importFailure } from "./failure.ts";
import { pipelineFile, shown } from "./file.ts";
import { registerResolution } from "./resolution.ts";

export interface ExportedPipeline {
  /** `default`, or the name that it is exported by. */
  readonly export: string;
  readonly pipeline: AnyPipeline;
}

/**
 * The pipelines that a file exports, each once, the default one first; at least one. A file is read once for as long
 * as the thread runs: a later change of it is not seen.
 * Errors: `Usage` `pipeline-file.missing`, `.directory`, `.extension`, `.syntax`, `.unsupported-syntax`, `.import`,
 * `.failed`, `.no-pipeline`; and what Waybill's own checks of a pipeline say, with the file and the line.
 */
export async function importPipelines(path: string): Promise<readonly ExportedPipeline[]> {
  const exports = await importFile(path);
  const found = new Map<AnyPipeline, string>();
  for (const name of Object.keys(exports).sort(defaultFirst)) {
    const value = exports[name];
    if (isPipeline(value) && !found.has(value)) found.set(value, name);
  }
  if (found.size === 0) throw noPipeline(pipelineFile(path), written(exports));
  return Array.from(found, ([pipeline, name]) => ({ export: name, pipeline }));
}

/**
 * What a file of an author's exports: a pipeline's, a list of pipelines, subscribers.
 * Errors: those of `importPipelines`, without `.no-pipeline`.
 */
export async function importFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  const file = pipelineFile(path);
  registerResolution();
  try {
    return await import(pathToFileURL(file).href);
  } catch (thrown) {
    throw importFailure(thrown, file);
  }
}

const defaultFirst = (a: string, b: string): number =>
  Number(b === "default") - Number(a === "default") || (a < b ? -1 : 1);

/** The names that are in the file. Node adds two to a file without `import` and `export`. */
function written(exports: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(exports);
  return names.includes("module.exports") ? names.filter((name) => !NODES_OWN.includes(name)) : names;
}
const NODES_OWN = ["default", "module.exports"];

function noPipeline(file: string, exports: readonly string[]): Usage {
  return new Usage("pipeline-file.no-pipeline", `${shown(file)} exports no pipeline`, {
    where: shown(file),
    why: exports.length === 0 ? "it exports nothing" : `it exports ${exports.toSorted().join(", ")}`,
    next: 'export one: export default pipeline("name", …)',
  });
}
