import { datasetRunEntity } from "./entities/dataset-run.ts";
import { notNewer } from "./format.ts";
import type { Store } from "./store.ts";
import { urnKey } from "./urn-key.ts";

export interface DatasetRun {
  readonly runId: string;
  readonly hopId: string;
}

/** Which hops may name a dataset. The hops themselves have the last word. */
export class DatasetRuns {
  readonly #store: Store;
  readonly #entries: ReturnType<typeof datasetRunEntity>;

  constructor(store: Store) {
    this.#store = store;
    this.#entries = datasetRunEntity(store.table);
  }

  async put(urn: string, runId: string, hopId: string): Promise<void> {
    await this.#store.overwrite(`note that run ${runId} touches ${urn}`, () =>
      this.#entries
        .put({ ...this.#store.expiringStamp(), dataset: urnKey(urn), runId, hopId })
        .where(notNewer)
        .go(),
    );
  }

  async of(urn: string): Promise<readonly DatasetRun[]> {
    const found = await this.#store.ask(`read which runs touched ${urn}`, () =>
      this.#entries.query.primary({ dataset: urnKey(urn) }).go({ consistent: true, pages: "all" }),
    );
    return this.#store.all(found);
  }
}
