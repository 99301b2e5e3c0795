import type { CursorItem, DatasetItem, Lineage, Page, RunFilter, RunItem, UnitItem } from "@waybill/core";
import type { Envelope } from "@waybill/events";
import type { State } from "../state/open.ts";
import { Sql } from "../state/sql.ts";
import { Catalogue } from "./catalogue.ts";
import { Hops } from "./hops.ts";
import { Runs } from "./runs.ts";
import { Units } from "./units.ts";

/** Units in a page. */
const PAGE_SIZE = 1000;

/** The lineage in SQLite, in the file of the bus. Each method is one transaction, most of them one statement. */
export class SqliteLineage implements Lineage {
  readonly #hops: Hops;
  readonly #units: Units;
  readonly #runs: Runs;
  readonly #catalogue: Catalogue;

  constructor(
    { connection }: Pick<State, "connection">,
    { pageSize = PAGE_SIZE }: { pageSize?: number } = {},
  ) {
    const sql = new Sql(connection, "lineage");
    this.#hops = new Hops(sql);
    this.#units = new Units(sql, pageSize);
    this.#runs = new Runs(sql);
    this.#catalogue = new Catalogue(sql);
  }

  async putHop(hop: Envelope): Promise<void> {
    this.#hops.put(hop);
  }
  async getHop(id: string): Promise<Envelope | null> {
    return this.#hops.get(id);
  }
  async hops(runId: string): Promise<readonly Envelope[]> {
    return this.#hops.ofRun(runId);
  }
  async runsOf(urn: string): Promise<readonly string[]> {
    return this.#hops.runsOf(urn);
  }

  async advanceUnit(item: UnitItem): Promise<void> {
    this.#units.advance(item);
  }
  async getUnit(runId: string, unit: string): Promise<UnitItem | null> {
    return this.#units.get(runId, unit);
  }
  async units(runId: string, cursor: string | null): Promise<Page<UnitItem>> {
    return this.#units.page(runId, cursor);
  }
  async openUnits(runId: string, limit: number): Promise<readonly UnitItem[]> {
    return this.#units.open(runId, limit);
  }

  async advanceRun(run: Omit<RunItem, "planned">): Promise<void> {
    this.#runs.advance(run);
  }
  async setPlanned(runId: string, planned: number): Promise<void> {
    this.#runs.setPlanned(runId, planned);
  }
  async getRun(runId: string): Promise<RunItem | null> {
    return this.#runs.get(runId);
  }
  async runs(filter: RunFilter, cursor: string | null): Promise<Page<RunItem>> {
    return this.#runs.page(filter, cursor);
  }

  async putCursor(cursor: CursorItem): Promise<void> {
    this.#catalogue.putCursor(cursor);
  }
  async getCursor(pipeline: string, source: string): Promise<CursorItem | null> {
    return this.#catalogue.cursor(pipeline, source);
  }
  async putDataset(dataset: DatasetItem): Promise<void> {
    this.#catalogue.putDataset(dataset);
  }
  async datasets(): Promise<readonly DatasetItem[]> {
    return this.#catalogue.datasets();
  }
}
