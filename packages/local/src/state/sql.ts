import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { type Area, sqliteFailure } from "./failure.ts";

/** A prepared statement. The caller names the type of its rows: it is what the text selects. */
export interface Query<Row> {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
  /** How many rows it changed. */
  run(...values: SQLInputValue[]): number;
}

/** The database, for one part of Waybill: its errors come in Waybill's words, with that part's codes. */
export class Sql {
  readonly #database: DatabaseSync;
  readonly #area: Area;
  readonly #path: string;

  constructor(database: DatabaseSync, area: Area) {
    this.#database = database;
    this.#area = area;
    this.#path = database.location() ?? "(in memory)";
  }

  query<Row = never>(text: string): Query<Row> {
    const statement: StatementSync = this.#guard(() => this.#database.prepare(text));
    return {
      get: (...values) => this.#guard(() => statement.get(...values)) as Row | undefined,
      all: (...values) => this.#guard(() => statement.all(...values)) as Row[],
      run: (...values) => Number(this.#guard(() => statement.run(...values)).changes),
    };
  }

  execute(text: string): void {
    this.#guard(() => this.#database.exec(text));
  }

  /** All of it or nothing. Takes the right to write at once: a transaction that began with reading might not get it. */
  transaction<T>(work: () => T): T {
    this.execute("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.execute("COMMIT");
      return result;
    } catch (error) {
      // A full disk rolls back by itself.
      if (this.#database.isTransaction) this.execute("ROLLBACK");
      throw error;
    }
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw sqliteFailure(error, this.#area, this.#path);
    }
  }
}
