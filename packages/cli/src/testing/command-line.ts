import { execute } from "../command-line/execute.ts";
import { memoryOutput } from "./memory-output.ts";

export interface Typed {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Cells of a line where stdout is a terminal. */
  readonly columns?: number;
}

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Types a command line in this process, and gives back what a person would see. */
export async function type(
  inputs: readonly string[],
  { cwd = "/", env = {}, columns }: Typed = {},
): Promise<Answer> {
  const out = memoryOutput(columns ?? null);
  const err = memoryOutput();
  const code = await execute(inputs, { out, err, cwd, env: { PATH: "", ...env }, version: "1.2.3" });
  return { code, out: out.text, err: err.text };
}
