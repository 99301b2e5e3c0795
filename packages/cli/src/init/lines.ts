import type { Inference } from "@waybill/core";
import { plural } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { padEnd, visible } from "../terminal/text.ts";

export interface Written {
  /** As it is shown, and typed. */
  readonly file: string;
  readonly inference: Inference;
  readonly typed: (...words: string[]) => string;
}

/** What was written, what was not certain, and what to type next. */
export function nextLines({ file, inference, typed }: Written, paint: Paint): readonly string[] {
  const { columns, sampledRows, doubts, format } = inference;
  const path = file.startsWith("/") ? file : `./${file}`;
  const steps: readonly (readonly [string, string])[] = [
    [typed("check", path), "is it right?"],
    [typed("run", path), "run it"],
  ];
  const width = Math.max(...steps.map(([command]) => command.length));
  return [
    `${paint.green("✓")} wrote ${paint.bold(file)}: ${plural(columns.length, "column")} of ${format.type}, from ${plural(sampledRows, "row")}`,
    ...(doubts.length === 0 ? [] : ["", paint.bold("look at these: they were not certain")]),
    ...doubts.map((doubt) => `  ${paint.yellow("?")} ${visible(doubt)}`),
    "",
    paint.bold("type next"),
    ...steps.map(([command, remark]) => `  ${paint.cyan(padEnd(command, width))}   ${paint.dim(remark)}`),
    paint.dim(`  to run it by its name, add its file to the list in pipelines/index.ts`),
  ];
}
