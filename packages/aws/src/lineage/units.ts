import type { Page, RunStatus, UnitItem } from "@waybill/core";
import type { Artifact } from "@waybill/events";
import type { EntityItem } from "electrodb";
import { partitionEntity } from "./entities/partition.ts";
import { notNewer } from "./format.ts";
import { pageOf } from "./page.ts";
import { behind } from "./progress.ts";
import type { Store } from "./store.ts";

type Stored = EntityItem<ReturnType<typeof partitionEntity>>;

export class Units {
  readonly #store: Store;
  readonly #pageSize: number;
  readonly #units: ReturnType<typeof partitionEntity>;

  constructor(store: Store, pageSize: number) {
    this.#store = store;
    this.#pageSize = pageSize;
    this.#units = partitionEntity(store.table);
  }

  async advance(item: UnitItem): Promise<void> {
    const { runId, unit, generation, rank, status, hopId } = item;
    const artifact = item.artifact === null ? undefined : JSON.stringify(item.artifact);
    const open = item.open ? unit : undefined;
    const moved = await this.#store.write(`advance ${unit} of run ${runId}`, () =>
      this.#units
        .update({ runId, unit })
        .set({ ...this.#store.expiringStamp(), generation, rank, status, hopId })
        .set({ ...(artifact !== undefined && { artifact }), ...(open !== undefined && { open }) })
        .remove([
          ...(artifact === undefined ? ABSENT.artifact : []),
          ...(open === undefined ? ABSENT.open : []),
        ])
        .where((at, is) => `${notNewer(at, is)} AND ${behind(at, is, item)}`)
        .go(),
    );
    if (!moved) await this.get(runId, unit);
  }

  async get(runId: string, unit: string): Promise<UnitItem | null> {
    const found = await this.#store.ask(`read ${unit} of run ${runId}`, () =>
      this.#units.get({ runId, unit }).go({ consistent: true }),
    );
    const stored = this.#store.one(found);
    return stored && itemOf(stored);
  }

  async page(runId: string, cursor: string | null): Promise<Page<UnitItem>> {
    const limit = this.#pageSize + 1;
    const found = await this.#store.ask(`read the units of run ${runId}`, () =>
      this.#units.query
        .primary({ runId })
        .gt({ unit: cursor ?? "" })
        // `limit` is what one call reads at most, `count` is when to stop calling.
        .go({ consistent: true, limit, count: limit }),
    );
    return pageOf(this.#store.all(found).map(itemOf), this.#pageSize, ({ unit }) => unit);
  }

  async open(runId: string, limit: number): Promise<UnitItem[]> {
    const open: UnitItem[] = [];
    let cursor: string | null = null;
    do {
      const found: Found = await this.#openPage(runId, limit - open.length, cursor);
      // The index holds keys, the rest is read from the table: in between, one may have ended.
      open.push(
        ...this.#store
          .all(found)
          .map(itemOf)
          .filter((item) => item.open),
      );
      cursor = found.cursor;
    } while (cursor !== null && open.length < limit);
    return open;
  }

  async #openPage(runId: string, limit: number, cursor: string | null): Promise<Found> {
    const found = await this.#store.ask(`read the open units of run ${runId}`, () =>
      this.#units.query
        .open({ runId })
        .go({ consistent: true, limit, cursor, params: { Select: "ALL_ATTRIBUTES" } }),
    );
    // ElectroDB knows what the index holds, not that more was selected.
    const data: readonly Partial<Stored>[] = found.data;
    return { data: data as readonly Stored[], cursor: found.cursor };
  }
}

interface Found {
  readonly data: readonly Stored[];
  readonly cursor: string | null;
}

const ABSENT = { artifact: ["artifact"], open: ["open"] } as const;

const itemOf = ({ runId, unit, generation, rank, status, hopId, artifact, open }: Stored): UnitItem => ({
  runId,
  unit,
  generation,
  rank,
  status: status as RunStatus,
  open: open !== undefined,
  hopId,
  artifact: artifact === undefined ? null : (JSON.parse(artifact) as Artifact),
});
