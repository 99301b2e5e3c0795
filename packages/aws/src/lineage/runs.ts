import type { Page, RunFilter, RunItem, RunStatus } from "@waybill/core";
import type { EntityItem } from "electrodb";
import { RUNS, runEntity } from "./entities/run.ts";
import { notNewer } from "./format.ts";
import { pageOf } from "./page.ts";
import { behind } from "./progress.ts";
import type { Store } from "./store.ts";

type Stored = EntityItem<ReturnType<typeof runEntity>>;

/** Sorts after every id. */
const AFTER_ALL = "\u{10FFFF}";

export class Runs {
  readonly #store: Store;
  readonly #runs: ReturnType<typeof runEntity>;

  constructor(store: Store) {
    this.#store = store;
    this.#runs = runEntity(store.table);
  }

  async advance(run: Omit<RunItem, "planned">): Promise<void> {
    const { runId, pipeline, generation, rank, status, outcome } = run;
    const moved = await this.#store.write(`advance run ${runId}`, () =>
      this.#runs
        .update({ runId })
        .set({ ...this.#store.expiringStamp(), pipeline, generation, rank, status })
        .set({ outcome: outcome ?? "open", listedIn: RUNS, listedAs: runId })
        .where((at, is) => `${notNewer(at, is)} AND ${behind(at, is, run)}`)
        .go(),
    );
    if (!moved) await this.get(runId);
  }

  async setPlanned(runId: string, planned: number): Promise<void> {
    await this.#store.overwrite(`set the planned count of run ${runId}`, () =>
      this.#runs
        .update({ runId })
        .set({ ...this.#store.expiringStamp(), planned })
        .where(notNewer)
        .go(),
    );
  }

  async get(runId: string): Promise<RunItem | null> {
    const found = await this.#store.ask(`read run ${runId}`, () =>
      this.#runs.get({ runId }).go({ consistent: true }),
    );
    const stored = this.#store.one(found);
    return stored && itemOf(stored);
  }

  /** Ids begin with the run's time: newest first is the greatest first. */
  async page(filter: RunFilter, cursor: string | null): Promise<Page<RunItem>> {
    const found = await this.#store.ask("list runs", () => this.#query(filter, cursor ?? AFTER_ALL));
    const items = this.#store
      .all(found)
      .map(itemOf)
      .filter((item) => item !== null);
    return pageOf(items, filter.limit, ({ runId }) => runId);
  }

  #query({ pipeline, outcome, limit }: RunFilter, before: string) {
    const { all, byPipeline, byOutcome } = this.#runs.query;
    const older = { listedAs: before };
    const whole = { order: "desc", limit: limit + 1, count: limit + 1 } as const;
    // Where some are left out, a call reads as much as it can: the limit counts what is read, not what is kept.
    const sifted = { order: "desc", count: limit + 1 } as const;
    if (pipeline === undefined) {
      if (outcome === undefined) return all({ listedIn: RUNS }).lt(older).go(whole);
      return byOutcome({ outcome }).lt(older).go(whole);
    }
    if (outcome === undefined) return byPipeline({ pipeline }).lt(older).go(whole);
    // Few runs are open.
    if (outcome === "open") {
      return byOutcome({ outcome })
        .lt(older)
        .where((at, { eq }) => eq(at.pipeline, pipeline))
        .go(sifted);
    }
    return byPipeline({ pipeline })
      .lt(older)
      .where((at, { eq }) => eq<Stored["outcome"], typeof at.outcome>(at.outcome, outcome))
      .go(sifted);
  }
}

/** Null where only its planned count is known. */
function itemOf({ runId, pipeline, generation, rank, status, outcome, planned }: Stored): RunItem | null {
  if (pipeline === undefined || generation === undefined || rank === undefined || status === undefined)
    return null;
  return {
    runId,
    pipeline,
    generation,
    rank,
    status: status as RunStatus,
    outcome: outcome === undefined || outcome === "open" ? null : outcome,
    planned: planned ?? null,
  };
}
