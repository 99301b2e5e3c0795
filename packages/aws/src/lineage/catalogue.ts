import type { CursorItem, DatasetItem } from "@waybill/core";
import type { EntityItem } from "electrodb";
import { cursorEntity } from "./entities/cursor.ts";
import { DATASETS, datasetEntity } from "./entities/dataset.ts";
import { notNewer } from "./format.ts";
import type { Store } from "./store.ts";
import { urnKey } from "./urn-key.ts";

type StoredDataset = EntityItem<ReturnType<typeof datasetEntity>>;

/** The schemas that were seen, and how far each source was read. */
export class Catalogue {
  readonly #store: Store;
  readonly #cursors: ReturnType<typeof cursorEntity>;
  readonly #datasets: ReturnType<typeof datasetEntity>;

  constructor(store: Store) {
    this.#store = store;
    this.#cursors = cursorEntity(store.table);
    this.#datasets = datasetEntity(store.table);
  }

  async putCursor({ pipeline, source, value, runId }: CursorItem): Promise<void> {
    await this.#store.overwrite(`move the cursor of ${pipeline}, ${source}`, () =>
      this.#cursors
        .put({ ...this.#store.stamp, pipeline, source, value, runId })
        .where(notNewer)
        .go(),
    );
  }

  async cursor(pipeline: string, source: string): Promise<CursorItem | null> {
    const found = await this.#store.ask(`read the cursor of ${pipeline}, ${source}`, () =>
      this.#cursors.get({ pipeline, source }).go({ consistent: true }),
    );
    const stored = this.#store.one(found);
    return stored && { pipeline, source, value: stored.value, runId: stored.runId };
  }

  /** Late word of an older run does not move the last one back. */
  async putDataset({ urn, schemaVersion, columns, firstRun, lastRun }: DatasetItem): Promise<void> {
    const key = { dataset: urnKey(urn), schemaVersion };
    const moved = await this.#store.write(`note dataset ${urn}`, () =>
      this.#datasets
        .update(key)
        .set({ ...this.#store.stamp, urn, lastRun })
        .set({ listedIn: DATASETS, listedAs: `${key.dataset}#${schemaVersion}` })
        .data((at, { ifNotExists }) => {
          ifNotExists(at.firstRun, firstRun);
          ifNotExists(at.columns, JSON.stringify(columns));
        })
        .where(
          (at, is) =>
            `${notNewer(at, is)} AND (${is.notExists(at.lastRun)} OR ${is.lt(at.lastRun, lastRun)})`,
        )
        .go(),
    );
    if (!moved) await this.#dataset(key);
  }

  async #dataset(key: { readonly dataset: string; readonly schemaVersion: string }): Promise<void> {
    const found = await this.#store.ask(`read dataset ${key.dataset}`, () =>
      this.#datasets.get(key).go({ consistent: true }),
    );
    this.#store.one(found);
  }

  async datasets(): Promise<DatasetItem[]> {
    const found = await this.#store.ask("list datasets", () =>
      this.#datasets.query.all({ listedIn: DATASETS }).go({ pages: "all" }),
    );
    return this.#store.all(found).map(itemOf).sort(byName);
  }
}

const itemOf = ({ urn, schemaVersion, columns, firstRun, lastRun }: StoredDataset): DatasetItem => ({
  urn,
  schemaVersion,
  columns: JSON.parse(columns) as DatasetItem["columns"],
  firstRun,
  lastRun,
});

const byName = (a: DatasetItem, b: DatasetItem): number =>
  compare(a.urn, b.urn) || compare(a.schemaVersion, b.schemaVersion);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
