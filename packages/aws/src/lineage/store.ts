import type { Table } from "./entities/common.ts";
import { isConditionLost, lineageFailure } from "./failure.ts";
import { FORMAT, type Formatted, known, newerVersion } from "./format.ts";

const DAY_S = 86_400;

export interface Retention {
  /** Days that what belongs to a run is kept after it was written last. */
  readonly retentionDays: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The table, and how its entities are called and stamped. */
export class Store {
  readonly table: Table;
  readonly #retention: Retention;

  constructor(table: Table, retention: Retention) {
    this.table = table;
    this.#retention = retention;
  }

  /** The answer of a call. */
  async ask<T>(doing: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw lineageFailure(error, { doing, table: this.table.table });
    }
  }

  /** Whether the condition of a write held. After a lost answer the SDK asks again, and loses against itself. */
  async write(doing: string, call: () => Promise<unknown>): Promise<boolean> {
    return this.ask(doing, () =>
      call().then(
        () => true,
        (error: unknown) => {
          if (isConditionLost(error)) return false;
          throw error;
        },
      ),
    );
  }

  /** A write whose only condition is that it damages nothing newer. */
  async overwrite(doing: string, call: () => Promise<unknown>): Promise<void> {
    if (!(await this.write(doing, call))) throw newerVersion(this.table.table);
  }

  /** The one item that was asked for. */
  one<Item extends Formatted>({ data }: { readonly data: Item | null }): Item | null {
    return data && known(data, this.table.table);
  }

  all<Item extends Formatted>({ data }: { readonly data: readonly Item[] }): readonly Item[] {
    for (const item of data) known(item, this.table.table);
    return data;
  }

  readonly stamp = { format: FORMAT };

  /** For what is not kept for ever. */
  expiringStamp(): { format: number; expiresAt: number } {
    const { retentionDays, now } = this.#retention;
    return { ...this.stamp, expiresAt: Math.floor(now() / 1000) + retentionDays * DAY_S };
  }
}
