import type { Envelope } from "@waybill/events";
import type { HistoryFilter } from "@waybill/local";
import { expect, test } from "vitest";
import { sampleRun } from "../testing/sample-run.ts";
import { Tail } from "./tail.ts";

/** A log as the bus has one: the cursor of a page is the number of its last event, and the last page has none. */
function logOf(events: Envelope[]) {
  return {
    async read({ limit }: HistoryFilter, cursor: string | null) {
      const from = Number(cursor ?? 0);
      const items = events.slice(from, from + limit);
      return { items, next: events.length > from + limit ? String(from + limit) : null };
    },
  };
}

test.each([1, 2, 3, 100])(
  "every event comes once, in pages of %i, also those that come later",
  async (limit) => {
    const all = sampleRun();
    const published: Envelope[] = [];
    const tail = new Tail(logOf(published), { limit });
    const seen: Envelope[] = [];
    for (const batch of [0, 4, 0, 5, 1, 5]) {
      published.push(...all.slice(published.length, published.length + batch));
      for await (const event of tail.read()) seen.push(event);
      expect(seen).toEqual(published);
    }
    expect(seen).toEqual(all);
  },
);
