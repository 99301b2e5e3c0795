import type { Cli } from "../command-line/cli.ts";
import { printJson } from "../command-line/json.ts";
import { printProblem } from "../command-line/print-problem.ts";
import { shortPath } from "../terminal/path.ts";
import type { RunFlags } from "./command.ts";
import { runResult } from "./result.ts";
import { summaryLines } from "./summary.ts";
import type { Watched } from "./watch.ts";

/** How a run ended: one object for programs, a summary for people; what went wrong goes to stderr in any case. */
export function tell(
  cli: Cli,
  flags: RunFlags,
  watched: Watched,
  { withNext }: { readonly withNext: boolean },
): void {
  const { out, commands } = cli;
  const { outcome, problem, pipeline, partitions } = watched;
  const error = problem && commands.forPrograms(problem);
  if (flags.json) printJson(out, runResult(outcome, pipeline, partitions, error));
  else for (const line of linesFor(cli, flags, watched, withNext)) out.line(line);
  if (problem) printProblem(problem, cli);
}

function linesFor(cli: Cli, flags: RunFlags, { outcome }: Watched, withNext: boolean): readonly string[] {
  const { completed, loaded, heldBack, deadLetters } = outcome;
  if (!completed) return [];
  const summary = summaryLines(
    {
      completed,
      loaded,
      heldBack,
      deadLetters,
      showPath: (path) => shortPath(path, cli.cwd),
      typed: withNext ? cli.commands.typed : null,
      canQuery: flags.stage === undefined,
    },
    cli.out.paint,
  );
  return flags.quiet ? summary.slice(0, 1) : ["", ...summary, ""];
}
