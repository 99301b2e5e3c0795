import { firstRows } from "../query/first-rows.ts";
import type { Paint } from "../terminal/paint.ts";
import { padEnd } from "../terminal/text.ts";

export interface AfterDemo {
  readonly runId: string;
  /** Where its rows are; null where none were loaded. */
  readonly table: string | null;
  /** A command line that reads the demo's state. */
  readonly typed: (...words: string[]) => string;
}

/** What somebody who has seen the demo may want to try. */
export function nextLines({ runId, table, typed }: AfterDemo, paint: Paint): readonly string[] {
  const query = table === null ? [] : [[typed("query", firstRows(table)), "look into the warehouse"]];
  const steps = [
    [typed("runs"), "every run so far"],
    [typed("quarantine", "show", runId), "the rows that did not make it, and why"],
    ...query,
    [typed("events", "--run", runId), "what was announced, in its order"],
    [typed("check"), "are the pipelines right?"],
    [typed("init", "data.csv"), "a pipeline from a file of yours"],
  ].map(([command = "", remark = ""]) => ({ command, remark }));
  const width = Math.max(...steps.map(({ command }) => command.length));
  return [
    "",
    paint.bold("type next"),
    ...steps.map(({ command, remark }) => `  ${paint.cyan(padEnd(command, width))}   ${paint.dim(remark)}`),
  ];
}
