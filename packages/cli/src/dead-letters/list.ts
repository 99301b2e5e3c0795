import type { Cli } from "../command-line/cli.ts";
import { printJson } from "../command-line/json.ts";
import { findRun } from "../runs/find-run.ts";
import { openPlace } from "../stage/open.ts";
import type { Letter } from "../stage/run-reader.ts";
import { count } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { layOut } from "../terminal/table.ts";
import type { ListFlags } from "./command.ts";

export default async function list(this: Cli, flags: ListFlags): Promise<void> {
  using reader = await openPlace(this, flags);
  const run = flags.run === undefined ? null : await findRun(reader.lineage, flags.run);
  const { items, complete } = await reader.deadLetters.list(run ? { runId: run.runId } : {});
  if (!complete) this.err.line(`only ${items.length} of them: there may be more`);
  if (flags.json) return printJson(this.out, items.map(letterJson));
  for (const line of letterLines(items, this.out.columns, this.out.paint)) this.out.line(line);
}

export const letterJson = ({ runId, eventId, diedAt, envelope, ...letter }: Letter) => ({
  ...letter,
  run: runId,
  event: eventId,
  at: new Date(diedAt).toISOString(),
  envelope,
});

export function letterLines(
  letters: readonly Letter[],
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
