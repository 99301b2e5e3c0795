import { type DeadLetter, openReader } from "@waybill/local";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import { printJson, toJson } from "../command-line/json.ts";
import { explain } from "../command-line/problem.ts";
import { plural } from "../terminal/numbers.ts";
import type { DeadLetterFlags } from "./command.ts";
import { letterJson } from "./list.ts";

export async function show(this: Cli, flags: DeadLetterFlags, id: number): Promise<void> {
  using reader = openReader(stateFolder(this, flags.state));
  const letter = reader.deadLetters.show(id);
  if (flags.json) return printJson(this.out, letterJson(letter));
  const { out } = this;
  out.line(`${out.paint.bold(`dead letter ${id}`)}  ${what(letter)}`);
  out.line(`tried ${plural(letter.attempts, "time")}, given up ${new Date(letter.diedAt).toISOString()}`);
  for (const line of explain(this.commands.forPeople(letter.reason), out.paint)) out.line(line);
  out.line();
  out.line(toJson(letter.envelope, 2));
}

export async function redrive(this: Cli, flags: DeadLetterFlags, id: number): Promise<void> {
  using reader = openReader(stateFolder(this, flags.state));
  const letter = reader.deadLetters.redrive(id);
  if (flags.json) return printJson(this.out, { redriven: letterJson(letter) });
  this.out.line(`${what(letter)} is back in its queue`);
  this.out.line(`  next  ${goOn(this, letter)}`);
}

export async function discard(this: Cli, flags: DeadLetterFlags, id: number): Promise<void> {
  using reader = openReader(stateFolder(this, flags.state));
  const letter = reader.deadLetters.discard(id);
  if (flags.json) return printJson(this.out, { discarded: letterJson(letter) });
  this.out.line(`${what(letter)} is given up`);
}

const what = ({ type, subscription, runId }: DeadLetter): string =>
  `${type ?? "an event"} of run ${runId ?? "unknown"} for ${subscription}`;

/** A queue is worked on by a process that runs. */
function goOn({ commands }: Cli, { envelope }: DeadLetter): string {
  const command = commands.typed("run", pipelineIn(envelope) ?? "<pipeline>");
  return `it is handled by the run that is on, or by the next one: ${command}`;
}

function pipelineIn(envelope: unknown): string | null {
  const { metadata } = (envelope ?? {}) as { readonly metadata?: { readonly pipeline?: unknown } };
  return typeof metadata?.pipeline === "string" ? metadata.pipeline : null;
}
