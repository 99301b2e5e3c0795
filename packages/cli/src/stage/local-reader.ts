import { join } from "node:path";
import { Usage } from "@waybill/core";
import { type DeadLetter, type DeadLetters, layoutOf, openReader } from "@waybill/local";
import { wholeNumber } from "../command-line/flags.ts";
import type { DeadLetterReader, RunReader } from "./run-reader.ts";

const LETTERS = 500;
const POLL_MS = 200;

/** What has run in a state folder. Throws `Usage` `state.none`, and what `openReader` throws. */
export function localReader(state: string): RunReader {
  const reader = openReader(state);
  const open = ({ uri }: { readonly uri: string }) => reader.objects.open(uri);
  return {
    lineage: reader.lineage,
    events: { read: async (filter, cursor) => reader.events.read(filter, cursor) },
    deadLetters: numbered(reader.deadLetters),
    open: (_, artifact) => open(artifact),
    placeOf: open,
    folderOf: (runId) => join(layoutOf(state).artifacts, runId),
    pollMs: POLL_MS,
    [Symbol.dispose]: () => reader[Symbol.dispose](),
  };
}

const numbered = (letters: DeadLetters): DeadLetterReader => ({
  async list(filter) {
    const items: DeadLetter[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = letters.list({ ...filter, limit: LETTERS }, cursor);
      items.push(...page.items);
      if (page.next === null) return { items, complete: true };
      cursor = page.next;
    }
  },
  show: async (id) => letters.show(numberOf(id)),
  redrive: async (id) => letters.redrive(numberOf(id)),
  discard: async (id) => letters.discard(numberOf(id)),
});

function numberOf(id: string): number {
  try {
    return wholeNumber(id);
  } catch {
    throw new Usage("dead-letter.unknown", `there is no dead letter ${id}`, {
      why: "those on this machine have numbers",
      next: "look at those there are: waybill dlq list",
    });
  }
}
