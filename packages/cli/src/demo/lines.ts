import { typed as plainlyTyped } from "../command-line/typed.ts";
import type { Paint } from "../terminal/paint.ts";
import { padEnd } from "../terminal/text.ts";

export interface AfterDemo {
  readonly runId: string;
  /** Where its rows are; null where none were loaded. */
  readonly table: string | null;
  readonly program: string;
  /** A command line that reads the demo's state. */
  readonly typed: (...words: string[]) => string;
}

/** What somebody who has seen the demo may want to try. */
export function nextLines({ runId, table, program, typed }: AfterDemo, paint: Paint): readonly string[] {
  const query = table === null ? [] : [[typed("query", `from ${table} limit 10`), "look into the warehouse"]];
  const steps = [
    [typed("runs"), "every run so far"],
    [typed("quarantine", "show", runId), "the rows that did not make it, and why"],
    ...query,
    [typed("events", "--run", runId), "what was announced, in its order"],
    [plainlyTyped(program, ["check"]), "are the pipelines right?"],
    [plainlyTyped(program, ["init", "data.csv"]), "a pipeline from a file of yours"],
  ].map(([command = "", remark = ""]) => ({ command, remark }));
  const width = Math.max(...steps.map(({ command }) => command.length));
  return [
    "",
    paint.bold("type next"),
    ...steps.map(({ command, remark }) => `  ${paint.cyan(padEnd(command, width))}   ${paint.dim(remark)}`),
  ];
}
