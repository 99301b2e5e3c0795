import type { Commands } from "./commands.ts";
import type { Output } from "./output.ts";
import { explain, type Problem } from "./problem.ts";

interface Printer {
  readonly err: Output;
  readonly commands: Commands;
}

/** What went wrong, for people. */
export function printProblem(problem: Problem, { err, commands }: Printer): void {
  for (const line of explain(commands.forPeople(problem), err.paint)) err.line(line);
}
