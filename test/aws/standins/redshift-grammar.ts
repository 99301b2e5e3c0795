import { join } from "node:path";
import { run } from "./command.ts";
import { PROGRAMS, pythonPackages } from "./install.ts";
import type { Python } from "./python.ts";

/** sqlfluff's grammar of Redshift. */
export class RedshiftGrammar {
  readonly #python: string;

  constructor(python: string) {
    this.#python = python;
  }

  static install = (python: Python): Promise<string> => pythonPackages("sqlfluff", python);

  /** For each statement what is wrong with it, by line and column; nothing where it is right. */
  async refusals(statements: readonly string[]): Promise<readonly (readonly string[])[]> {
    const args = [join(PROGRAMS, "redshift_grammar.py")];
    const answer = await run({ command: this.#python, args, stdin: JSON.stringify(statements) });
    return JSON.parse(answer) as readonly (readonly string[])[];
  }
}
