import { proposeCompletions, run } from "@stricli/core";
import { buildApp } from "../app.ts";
import type { Cli } from "./cli.ts";
import { commandsAfter } from "./commands.ts";
import { printJson } from "./json.ts";
import { printProblem } from "./print-problem.ts";
import { EXIT, exitCodeOf, type Problem, problemOf } from "./problem.ts";

type Given = Omit<Cli, "exitCode" | "process" | "propose" | "commands">;

/** Runs one command line. Gives back what the process is to end with; never throws. */
export async function execute(inputs: readonly string[], given: Given): Promise<number> {
  const problems: { readonly problem: Problem; readonly error: unknown }[] = [];
  const app = buildApp(given.version, (problem, error) => {
    problems.push({ problem: { ...problem, next: problem.next ?? helpFor(problem, inputs) }, error });
  });
  const cli: Cli = {
    ...given,
    commands: commandsAfter(inputs, given.env),
    exitCode: EXIT.done,
    process: scannerProcess(given),
    propose: async (words) => (await proposeCompletions(app, words, cli)).map(({ completion }) => completion),
  };
  try {
    await run(app, inputs, cli);
  } catch (error) {
    report(problemOf(error), inputs, cli, error);
    return EXIT.failed;
  }
  const [first] = problems;
  if (!first) return cli.exitCode;
  if (isJson(inputs)) printJson(cli.out, { error: cli.commands.forPrograms(first.problem) });
  for (const { problem, error } of problems) {
    printProblem(problem, cli);
    printStack(error, cli);
  }
  return exitCodeOf(first.problem);
}

/** Of what was mistyped: the help of the command that it was typed for. */
function helpFor({ code }: Problem, inputs: readonly string[]): string | null {
  if (!code.startsWith("command-line.")) return null;
  const end = inputs.findIndex((word) => word.startsWith("-"));
  const words = end === -1 ? inputs : inputs.slice(0, end);
  const depth = GROUPS.includes(words[0] ?? "") ? 2 : 1;
  return ["waybill", ...words.slice(0, depth), "--help"].join(" ");
}

/** Commands that have commands of their own. */
const GROUPS = ["quarantine", "dlq"];

/** For what is thrown where no command waits for it. */
export function report(problem: Problem, inputs: readonly string[], cli: Given, error: unknown): void {
  const commands = commandsAfter(inputs, cli.env);
  if (isJson(inputs)) printJson(cli.out, { error: commands.forPrograms(problem) });
  printProblem(problem, { err: cli.err, commands });
  printStack(error, cli);
}

/** Only where somebody asked for it: `WAYBILL_DEBUG=1`. */
export function printStack(error: unknown, { err, env }: Pick<Cli, "err" | "env">): void {
  if (!env.WAYBILL_DEBUG || !(error instanceof Error)) return;
  err.line(err.paint.dim(error.stack ?? error.message));
  if (error.cause !== undefined) printStack(error.cause, { err, env });
}

export function isJson(inputs: readonly string[]): boolean {
  const end = inputs.indexOf("--");
  return (end === -1 ? inputs : inputs.slice(0, end)).includes("--json");
}

/** The scanner writes help to stdout. Its errors are told by `report`, so its stderr leads nowhere. */
const scannerProcess = ({ out, env }: Given): Cli["process"] => ({
  stdout: { write: (text) => out.write(text), getColorDepth: () => (out.paint.level > 0 ? 8 : 1) },
  stderr: { write: () => {} },
  env,
});
