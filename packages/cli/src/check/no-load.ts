import { readFile } from "node:fs/promises";
import { type LocatedPipeline, loadsNowhere } from "@waybill/local";
import { type Problem, problemOf } from "../command-line/problem.ts";

/** What `run` says of a pipeline without `.load()`, with the place where it is made. `file`: as it is shown. */
export async function noLoadProblems(pipeline: LocatedPipeline, file: string): Promise<readonly Problem[]> {
  if (pipeline.plan.load) return [];
  const place = placeOf(pipeline.plan.name, await readFile(pipeline.module, "utf8"));
  return [{ ...problemOf(loadsNowhere(pipeline)), where: place === null ? file : `${file}:${place}` }];
}

/** Line and column of `pipeline("name"`; null where the name is not written there. */
export function placeOf(name: string, source: string): string | null {
  const found = new RegExp(`\\bpipeline\\s*\\(\\s*(["'\`])${name}\\1`).exec(source);
  if (!found) return null;
  const before = source.slice(0, found.index).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
