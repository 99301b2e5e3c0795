import type { Envelope } from "@waybill/events";
import type { EventLog, HistoryFilter } from "@waybill/local";

/** Reads an event log, and later what has come since. */
export class Tail {
  readonly #log: Pick<EventLog, "read">;
  readonly #filter: HistoryFilter;
  /** Where the last page begins: it may still grow. */
  #cursor: string | null = null;
  /** Ids of that page that were given out already. */
  #given = new Set<string>();

  constructor(log: Pick<EventLog, "read">, filter: HistoryFilter) {
    this.#log = log;
    this.#filter = filter;
  }

  /** Events that were not given out before, oldest first. */
  *read(): Generator<Envelope> {
    for (;;) {
      const page = this.#log.read(this.#filter, this.#cursor);
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
