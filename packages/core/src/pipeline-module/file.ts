import { readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { Usage } from "../errors.ts";
import { closest } from "../quality/suggest.ts";

const EXTENSIONS = [".ts", ".mts", ".js", ".mjs"];
const isModule = (name: string): boolean => EXTENSIONS.includes(extname(name)) && !name.endsWith(".d.ts");

/**
 * The absolute path of a file that can hold a pipeline.
 * Errors: `Usage` `pipeline-file.missing`, `pipeline-file.directory`, `pipeline-file.extension`.
 */
export function pipelineFile(path: string): string {
  const absolute = resolve(path);
  const stats = statSync(absolute, { throwIfNoEntry: false });
  if (stats === undefined) throw missing(path, absolute);
  if (stats.isDirectory()) throw directory(path, absolute);
  if (isModule(absolute)) return absolute;
  throw new Usage("pipeline-file.extension", `${path} is no TypeScript or JavaScript file`, {
    where: path,
    why: `a pipeline lies in a file that ends in ${EXTENSIONS.join(", ")}`,
    next: extname(path) === "" ? `is it ${path}.ts?` : `rename it to ${basename(path, extname(path))}.ts`,
  });
}

/** As people see it: below the working folder without the way there. */
export function shown(absolute: string): string {
  const near = relative(process.cwd(), absolute);
  return near === "" || near.startsWith("..") ? absolute : near;
}

function missing(path: string, absolute: string): Usage {
  const folder = dirname(absolute);
  const siblings = modulesIn(folder);
  const typed = basename(absolute);
  const like =
    siblings?.find((name) => basename(name, extname(name)) === typed) ?? closest(typed, siblings ?? []);
  return new Usage("pipeline-file.missing", `there is no file ${path}`, {
    where: path,
    why: siblings === undefined ? `there is no folder ${shown(folder)}` : undefined,
    next:
      like === null
        ? "check the path; waybill pipelines lists those it knows"
        : `did you mean ${shown(join(folder, like))}?`,
  });
}

function directory(path: string, absolute: string): Usage {
  const inside = modulesIn(absolute) ?? [];
  return new Usage("pipeline-file.directory", `${path} is a folder`, {
    where: path,
    why: "a pipeline lies in one file",
    next:
      inside.length === 0
        ? "name a file that exports a pipeline"
        : `name one of its files: ${inside.map((name) => join(path, name)).join(", ")}`,
  });
}

function modulesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder).filter(isModule);
  } catch {
    return undefined;
  }
}
