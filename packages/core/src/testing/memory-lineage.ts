import type { Envelope } from "@waybill/events";
import type {
  CursorItem,
  DatasetItem,
  Lineage,
  Page,
  Progress,
  RunFilter,
  RunItem,
  UnitItem,
} from "../ports/lineage.ts";
import { datasetsOf } from "../run/datasets.ts";
import { isAhead } from "../run/progress.ts";

/** Units in a page. */
const PAGE_SIZE = 1000;

/** The lineage in memory, for tests and simulations: what every other store must equal. */
export function memoryLineage({ pageSize = PAGE_SIZE }: { readonly pageSize?: number } = {}): Lineage {
  return new MemoryLineage(pageSize);
}

/** A run may have its planned count before it has anything else. */
interface StoredRun {
  readonly item: Omit<RunItem, "planned"> | null;
  readonly planned: number | null;
}

class MemoryLineage implements Lineage {
  readonly #pageSize: number;
  readonly #hops = new Map<string, Envelope>();
  readonly #units = new Map<string, Map<string, UnitItem>>();
  readonly #runs = new Map<string, StoredRun>();
  readonly #cursors = new Map<string, CursorItem>();
  readonly #datasets = new Map<string, DatasetItem>();

  constructor(pageSize: number) {
    this.#pageSize = pageSize;
  }

  async putHop(hop: Envelope): Promise<void> {
    const { id } = hop.metadata;
    if (!this.#hops.has(id)) this.#hops.set(id, asStored(hop));
  }
  async getHop(id: string): Promise<Envelope | null> {
    return this.#hops.get(id) ?? null;
  }
  async hops(runId: string): Promise<readonly Envelope[]> {
    const hops = [...this.#hops.values()].filter(({ metadata }) => metadata.runId === runId);
    return hops.sort(
      ({ metadata: a }, { metadata: b }) => compare(a.occurredAt, b.occurredAt) || compare(a.id, b.id),
    );
  }
  async runsOf(urn: string): Promise<readonly string[]> {
    const naming = [...this.#hops.values()].filter((hop) => datasetsOf(hop).includes(urn));
    return newestFirst(new Set(naming.map(({ metadata }) => metadata.runId)));
  }

  async advanceUnit(item: UnitItem): Promise<void> {
    const units = this.#units.get(item.runId) ?? new Map<string, UnitItem>();
    if (isAhead(item, units.get(item.unit))) units.set(item.unit, asStored(item));
    this.#units.set(item.runId, units);
  }
  async getUnit(runId: string, unit: string): Promise<UnitItem | null> {
    return this.#units.get(runId)?.get(unit) ?? null;
  }
  async units(runId: string, cursor: string | null): Promise<Page<UnitItem>> {
    const rest = this.#sortedUnits(runId).filter(({ unit }) => cursor === null || unit > cursor);
    return pageOf(rest, this.#pageSize, ({ unit }) => unit);
  }
  async openUnits(runId: string, limit: number): Promise<readonly UnitItem[]> {
    return this.#sortedUnits(runId)
      .filter(({ open }) => open)
      .slice(0, limit);
  }

  async advanceRun(run: Omit<RunItem, "planned">): Promise<void> {
    const stored = this.#runs.get(run.runId);
    const before: Progress | null | undefined = stored?.item;
    if (isAhead(run, before))
      this.#runs.set(run.runId, { item: { ...run }, planned: stored?.planned ?? null });
  }
  async setPlanned(runId: string, planned: number): Promise<void> {
    this.#runs.set(runId, { item: this.#runs.get(runId)?.item ?? null, planned });
  }
  async getRun(runId: string): Promise<RunItem | null> {
    const stored = this.#runs.get(runId);
    return stored?.item ? { ...stored.item, planned: stored.planned } : null;
  }
  async runs({ pipeline, outcome, limit }: RunFilter, cursor: string | null): Promise<Page<RunItem>> {
    const ids = newestFirst(this.#runs.keys()).filter((id) => cursor === null || id < cursor);
    const items = await Promise.all(ids.map((id) => this.getRun(id)));
    const asked = items
      .filter((item) => item !== null)
      .filter((item) => pipeline === undefined || item.pipeline === pipeline)
      .filter((item) => outcome === undefined || (item.outcome ?? "open") === outcome);
    return pageOf(asked, limit, ({ runId }) => runId);
  }

  async putCursor(cursor: CursorItem): Promise<void> {
    this.#cursors.set(keyOf(cursor.pipeline, cursor.source), { ...cursor });
  }
  async getCursor(pipeline: string, source: string): Promise<CursorItem | null> {
    return this.#cursors.get(keyOf(pipeline, source)) ?? null;
  }
  async putDataset(dataset: DatasetItem): Promise<void> {
    const key = keyOf(dataset.urn, dataset.schemaVersion);
    const stored = this.#datasets.get(key);
    if (!stored) this.#datasets.set(key, asStored(dataset));
    else if (dataset.lastRun > stored.lastRun)
      this.#datasets.set(key, { ...stored, lastRun: dataset.lastRun });
  }
  async datasets(): Promise<readonly DatasetItem[]> {
    return [...this.#datasets.values()].sort(
      (a, b) => compare(a.urn, b.urn) || compare(a.schemaVersion, b.schemaVersion),
    );
  }

  #sortedUnits(runId: string): UnitItem[] {
    return [...(this.#units.get(runId)?.values() ?? [])].sort((a, b) => compare(a.unit, b.unit));
  }
}

/** What a store gives back was JSON in between. */
const asStored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const newestFirst = (ids: Iterable<string>): string[] => [...ids].sort((a, b) => compare(b, a));

function pageOf<T>(rest: readonly T[], size: number, cursorOf: (last: T) => string): Page<T> {
  const items = rest.slice(0, size);
  const last = items.at(-1);
  return { items, next: rest.length > size && last !== undefined ? cursorOf(last) : null };
}
