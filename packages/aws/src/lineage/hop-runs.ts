import { hopRunEntity } from "./entities/hop-run.ts";
import { notNewer } from "./format.ts";
import type { Store } from "./store.ts";

/** Hops whose runs are remembered: some MB. */
const REMEMBERED = 10_000;

/** Whose hop an id is: a fact that never changes, so what was read or written once is not read again. */
export class HopRuns {
  readonly #store: Store;
  readonly #entries: ReturnType<typeof hopRunEntity>;
  readonly #remembered = new Map<string, string>();

  constructor(store: Store) {
    this.#store = store;
    this.#entries = hopRunEntity(store.table);
  }

  async put(hopId: string, runId: string): Promise<void> {
    await this.#store.overwrite(`store a hop of run ${runId}`, () =>
      this.#entries
        .put({ ...this.#store.expiringStamp(), hopId, runId })
        .where(notNewer)
        .go(),
    );
    this.#remember(hopId, runId);
  }

  async get(hopId: string): Promise<string | null> {
    return this.#remembered.get(hopId) ?? this.#read(hopId);
  }

  async #read(hopId: string): Promise<string | null> {
    const found = await this.#store.ask(`read hop ${hopId}`, () =>
      this.#entries.get({ hopId }).go({ consistent: true }),
    );
    const entry = this.#store.one(found);
    if (entry) this.#remember(hopId, entry.runId);
    return entry?.runId ?? null;
  }

  #remember(hopId: string, runId: string): void {
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(hopId, runId);
  }
}
