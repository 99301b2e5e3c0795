import type { Plan } from "@waybill/core";
import type { LocatedPipeline } from "@waybill/local";
import type { Cli } from "../command-line/cli.ts";
import type { Commands } from "../command-line/commands.ts";
import type { JsonFlag } from "../command-line/flags.ts";
import { printJson } from "../command-line/json.ts";
import { EXIT, type Problem, problemOf } from "../command-line/problem.ts";
import { requireProject } from "../project/locate.ts";
import { listPipelines } from "../project/pipelines.ts";
import { plural } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { shortPath } from "../terminal/path.ts";
import { layOut } from "../terminal/table.ts";

export default async function pipelines(this: Cli, flags: JsonFlag): Promise<void> {
  const project = requireProject(this.cwd);
  const files = await listPipelines(project);
  const file = (module: string) => shortPath(module, this.cwd);
  const entries = files.flatMap(({ pipelines: found }) => found.map((one) => entryOf(one, file(one.module))));
  const broken = files
    .filter(({ error }) => error !== null)
    .map(({ module, error }) => ({ file: file(module), error: problemOf(error) }));
  if (broken.length > 0) this.exitCode = EXIT.failed;
  if (flags.json) return printJson(this.out, { pipelines: entries, broken });
  for (const line of pipelineLines(entries, this.out.columns, this.out.paint)) this.out.line(line);
  for (const line of brokenLines(broken, this.commands, this.out.paint)) this.out.line(line);
}

export interface PipelineEntry {
  readonly pipeline: string;
  readonly sources: readonly string[];
  readonly steps: readonly string[];
  readonly checks: number;
  readonly table: string | null;
  readonly mode: string | null;
  readonly file: string;
  readonly export: string;
}

export const entryOf = ({ plan, export: exported }: LocatedPipeline, file: string): PipelineEntry => ({
  pipeline: plan.name,
  sources: [plan.source, ...plan.lookups].map(({ source }) => source.dataset),
  steps: plan.steps.map((step) =>
    step.kind === "sql" && step.scope === "run" ? "sql over the run" : step.kind,
  ),
  checks: checkCount(plan),
  table: plan.load?.table ?? null,
  mode: plan.load?.mode ?? null,
  file,
  export: exported,
});

const checkCount = ({ sourceRules, resultRules }: Plan): number =>
  sourceRules.checks.length + resultRules.checks.length;

export function pipelineLines(
  entries: readonly PipelineEntry[],
  width: number | null,
  paint: Paint,
): readonly string[] {
  if (entries.length === 0) return ["pipelines/index.ts lists no pipeline"];
  const { header, rows } = layOut(
    [
      { title: "pipeline" },
      { title: "source" },
      { title: "steps" },
      { title: "checks", align: "right" },
      { title: "table" },
      { title: "file" },
    ],
    entries.map(({ pipeline, sources, steps, checks, table, mode, file }) => [
      pipeline,
      sourceText(sources),
      steps.join(", ") || "none",
      String(checks),
      table === null ? "none" : `${table} (${mode})`,
      file,
    ]),
    width,
  );
  return [paint.bold(header), ...rows];
}

const sourceText = ([first = "", ...lookups]: readonly string[]): string =>
  lookups.length === 0 ? first : `${first} and ${plural(lookups.length, "lookup")}`;

const brokenLines = (
  broken: readonly { readonly file: string; readonly error: Problem }[],
  { typed }: Commands,
  paint: Paint,
): readonly string[] =>
  broken.flatMap(({ file, error }) => [
    "",
    `${paint.red("✗")} ${file}: ${error.message}`,
    `  ${paint.dim("next")}  ${typed("check", file)}`,
  ]);
