import { run } from "./command.ts";
import { javaProgram } from "./install.ts";

export interface Question {
  readonly pattern: unknown;
  readonly events: readonly unknown[];
}

/** What AWS's own rules say: why no rule can have this pattern, or which of the events it takes. */
export type Verdict = { readonly refusal: string } | { readonly matches: readonly boolean[] };

/** Asks event-ruler, the library that EventBridge itself matches with. */
export class EventRuler {
  readonly #classPath: string;

  constructor(classPath: string) {
    this.#classPath = classPath;
  }

  static install = (): Promise<string> => javaProgram("event-ruler", "EventRuler.java");

  async judge(questions: readonly Question[]): Promise<readonly Verdict[]> {
    const lines = questions.map(({ pattern, events }) =>
      JSON.stringify({
        pattern: JSON.stringify(pattern),
        events: events.map((event) => JSON.stringify(event)),
      }),
    );
    const args = ["-cp", this.#classPath, "-Dfile.encoding=UTF-8", "EventRuler"];
    const answers = await run({ command: "java", args, stdin: `${lines.join("\n")}\n` });
    return answers
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Verdict);
  }
}
