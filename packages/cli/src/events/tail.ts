import type { Envelope } from "@waybill/events";
import type { HistoryFilter } from "@waybill/local";
import type { EventReader } from "../stage/run-reader.ts";

/** Reads an event log, and later what has come since. */
export class Tail {
  readonly #log: EventReader;
  readonly #filter: HistoryFilter;
  /** Where the last page begins: it may still grow. */
  #cursor: string | null = null;
  /** Ids of that page that were given out already. */
  #given = new Set<string>();

  constructor(log: EventReader, filter: HistoryFilter) {
    this.#log = log;
    this.#filter = filter;
  }

  /** Events that were not given out before, oldest first. */
  async *read(): AsyncGenerator<Envelope> {
    for (;;) {
      const page = await this.#log.read(this.#filter, this.#cursor);
      for (const event of page.items as readonly Envelope[]) {
        const { id } = event.metadata;
        if (this.#given.has(id)) continue;
        this.#given.add(id);
        yield event;
      }
      if (page.next === null) return;
      this.#cursor = page.next;
      this.#given = new Set();
    }
  }
}
