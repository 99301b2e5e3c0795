import { takesStage, takesState, withProgram, withState } from "./advice.ts";
import type { Problem } from "./problem.ts";
import { programName, quoted, typed } from "./typed.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Writes this program's commands as they have to be typed here. All that a command prints to be typed goes through it. */
export interface Commands {
  /** A command line that can be pasted into a shell: `typed("lineage", "last")`. */
  typed(...words: string[]): string;
  /** What went wrong, with the commands of its advice as they are typed here. */
  forPeople(problem: Problem): Problem;
  /** The same for JSON: the program goes by its own name there. */
  forPrograms(problem: Problem): Problem;
}

/** `inputs`: what was typed. A state folder or a stage that was named there has to be named in the next command too. */
export function commandsAfter(inputs: readonly string[], env: Env): Commands {
  const program = programName(env);
  const stage = flagIn(inputs, "--stage");
  const state = flagIn(inputs, "--state");
  const flag =
    stage !== null ? `--stage ${quoted(stage)}` : state !== null ? `--state ${quoted(state)}` : null;
  const takesFlag = stage === null ? takesState : takesStage;
  const advise = (advice: string): string => (flag === null ? advice : withState(advice, flag));
  const rewritten = (problem: Problem, rewrite: (advice: string) => string): Problem => ({
    ...problem,
    next: problem.next === null ? null : rewrite(problem.next),
  });
  return {
    typed: (...words) =>
      flag !== null && takesFlag(words) ? `${typed(program, words)} ${flag}` : typed(program, words),
    forPeople: (problem) => rewritten(problem, (advice) => withProgram(advise(advice), program)),
    forPrograms: (problem) => rewritten(problem, advise),
  };
}

/** `--state folder` or `--state=folder`; null where neither is there. */
function flagIn(inputs: readonly string[], name: "--state" | "--stage"): string | null {
  const end = inputs.indexOf("--");
  const flags = end === -1 ? inputs : inputs.slice(0, end);
  const at = flags.findIndex((word) => word === name || word.startsWith(`${name}=`));
  if (at === -1) return null;
  const [, joined] = flags[at]?.split(/=(.*)/s) ?? [];
  return joined ?? flags[at + 1] ?? null;
}
