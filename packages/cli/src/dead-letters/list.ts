import { type DeadLetter, openReader } from "@waybill/local";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import { printJson } from "../command-line/json.ts";
import { findRun } from "../runs/find-run.ts";
import { count } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { layOut } from "../terminal/table.ts";
import type { ListFlags } from "./command.ts";

const PAGE = 500;

export default async function list(this: Cli, flags: ListFlags): Promise<void> {
  using reader = openReader(stateFolder(this, flags.state));
  const run = flags.run === undefined ? null : await findRun(reader.lineage, flags.run);
  const letters: DeadLetter[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = reader.deadLetters.list({ limit: PAGE, ...(run && { runId: run.runId }) }, cursor);
    letters.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  if (flags.json) return printJson(this.out, letters.map(letterJson));
  for (const line of letterLines(letters, this.out.columns, this.out.paint)) this.out.line(line);
}

export const letterJson = ({ runId, eventId, diedAt, envelope, ...letter }: DeadLetter) => ({
  ...letter,
  run: runId,
  event: eventId,
  at: new Date(diedAt).toISOString(),
  envelope,
});

export function letterLines(
  letters: readonly DeadLetter[],
  width: number | null,
  paint: Paint,
): readonly string[] {
  if (letters.length === 0) return ["no dead letter"];
  const { header, rows } = layOut(
    [
      { title: "id", align: "right" },
      { title: "queue" },
      { title: "event" },
      { title: "run" },
      { title: "tried", align: "right" },
      { title: "class" },
      { title: "why" },
    ],
    letters.map(({ id, subscription, type, runId, attempts, reason }) => [
      String(id),
      subscription,
      type ?? "unknown",
      runId ?? "unknown",
      count(attempts),
      reason.class,
      `${reason.code}: ${reason.message}`,
    ]),
    width,
  );
  return [paint.bold(header), ...rows];
}
