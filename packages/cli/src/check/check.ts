import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "@waybill/core";
import { openEngine } from "@waybill/local";
import type { Cli } from "../command-line/cli.ts";
import type { JsonFlag } from "../command-line/flags.ts";
import { printJson } from "../command-line/json.ts";
import { EXIT, type Problem, problemOf } from "../command-line/problem.ts";
import { shortPath } from "../terminal/path.ts";
import { checkLines } from "./lines.ts";
import { type CheckedFile, filesToCheck } from "./modules.ts";
import { noLoadProblems } from "./no-load.ts";
import { sqlProblem } from "./sql.ts";
import { checkTypes, type TypeProblems } from "./types.ts";

export interface FileReport {
  readonly file: string;
  readonly pipelines: readonly string[];
  readonly problems: readonly Problem[];
}

export default async function check(this: Cli, flags: JsonFlag, ...given: string[]): Promise<void> {
  const files = await filesToCheck(given, this.cwd);
  const types = await checkTypes(
    files.map(({ module }) => module),
    this.cwd,
  );
  const checked = await withEngine(files, (engine) =>
    Promise.all(files.map((file) => reportOn(file, types, engine))),
  );
  const reports = [...checked, ...reportsOnImports(files, types, this.cwd)];
  const found = reports.reduce((sum, { problems }) => sum + problems.length, 0);
  if (found > 0) this.exitCode = EXIT.failed;
  if (flags.json) return printJson(this.out, { files: reports, problems: found });
  const told = reports.map((report) => ({
    ...report,
    problems: report.problems.map(this.commands.forPeople),
  }));
  for (const line of checkLines(told, this.out.paint)) this.out.line(line);
}

async function reportOn(checked: CheckedFile, types: TypeProblems, engine: Engine): Promise<FileReport> {
  const { module, file, pipelines, error } = checked;
  const planned = await Promise.all(
    pipelines.map(async ({ plan }) => (await engine.check(plan)).map((problem) => sqlProblem(problem, plan))),
  );
  const unloaded = await Promise.all(pipelines.map((pipeline) => noLoadProblems(pipeline, file)));
  const inTypes = types.get(module) ?? [];
  const inDefinition = error === null ? [] : [problemOf(error)];
  return {
    file,
    pipelines: pipelines.map(({ plan }) => plan.name),
    problems: [...inTypes, ...inDefinition, ...unloaded.flat(), ...planned.flat()],
  };
}

/** Files that were not named and are imported by those that were. */
const reportsOnImports = (
  files: readonly CheckedFile[],
  types: TypeProblems,
  cwd: string,
): readonly FileReport[] =>
  [...types]
    .filter(([path]) => !files.some(({ module }) => module === path))
    .map(([path, problems]) => ({ file: shortPath(path, cwd), pipelines: [], problems }));

async function withEngine<T>(
  files: readonly CheckedFile[],
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const tempDirectory = await mkdtemp(join(tmpdir(), "waybill-check-"));
  const pipelines = files.flatMap((file) => file.pipelines);
  const engine = openEngine({ tempDirectory }, (plan) => {
    const found = pipelines.find((pipeline) => pipeline.plan === plan);
    return found ? { module: found.module, export: found.export } : null;
  });
  try {
    return await work(engine);
  } finally {
    await engine.close();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}
