import type { Cli } from "../command-line/cli.ts";
import { printJson, toJson } from "../command-line/json.ts";
import { explain } from "../command-line/problem.ts";
import { openPlace } from "../stage/open.ts";
import type { Letter } from "../stage/run-reader.ts";
import { plural } from "../terminal/numbers.ts";
import type { DeadLetterFlags } from "./command.ts";
import { letterJson } from "./list.ts";

export async function show(this: Cli, flags: DeadLetterFlags, id: string): Promise<void> {
  using reader = await openPlace(this, flags);
  const letter = await reader.deadLetters.show(id);
  if (flags.json) return printJson(this.out, letterJson(letter));
  const { out } = this;
  out.line(`${out.paint.bold(`dead letter ${id}`)}  ${what(letter)}`);
  out.line(`tried ${plural(letter.attempts, "time")}, given up ${new Date(letter.diedAt).toISOString()}`);
  for (const line of explain(this.commands.forPeople(letter.reason), out.paint)) out.line(line);
  out.line();
  out.line(toJson(letter.envelope, 2));
}

export async function redrive(this: Cli, flags: DeadLetterFlags, id: string): Promise<void> {
  using reader = await openPlace(this, flags);
  const letter = await reader.deadLetters.redrive(id);
  if (flags.json) return printJson(this.out, { redriven: letterJson(letter) });
  this.out.line(`${what(letter)} is back in its queue`);
  this.out.line(`  next  ${goOn(this, flags, letter)}`);
}

export async function discard(this: Cli, flags: DeadLetterFlags, id: string): Promise<void> {
  using reader = await openPlace(this, flags);
  const letter = await reader.deadLetters.discard(id);
  if (flags.json) return printJson(this.out, { discarded: letterJson(letter) });
  this.out.line(`${what(letter)} is given up`);
}

const what = ({ type, subscription, runId }: Letter): string =>
  `${type ?? "an event"} of run ${runId ?? "unknown"} for ${subscription}`;

/** On this machine a queue is worked on by a process that runs; on a stage it always is. */
function goOn({ commands }: Cli, { stage }: DeadLetterFlags, { envelope, runId }: Letter): string {
  if (stage !== undefined)
    return `it is handled there; see what comes of it: ${commands.typed("lineage", runId ?? "last")}`;
  const command = commands.typed("run", pipelineIn(envelope) ?? "<pipeline>");
  return `it is handled by the run that is on, or by the next one: ${command}`;
}

function pipelineIn(envelope: unknown): string | null {
  const { metadata } = (envelope ?? {}) as { readonly metadata?: { readonly pipeline?: unknown } };
  return typeof metadata?.pipeline === "string" ? metadata.pipeline : null;
}
