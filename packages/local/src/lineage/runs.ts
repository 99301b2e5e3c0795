import type { Page, RunFilter, RunItem } from "@waybill/core";
import type { Query, Sql } from "../state/sql.ts";
import { pageOf } from "./page.ts";

const COLUMNS = "id AS runId, pipeline, generation, rank, status, outcome, planned";

export class Runs {
  readonly #sql: Sql;
  readonly #advance: Query<never>;
  readonly #setPlanned: Query<never>;
  readonly #get: Query<RunItem>;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#advance = sql.query(
      `INSERT INTO run(id, pipeline, generation, rank, status, outcome) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT(id) DO UPDATE SET pipeline = excluded.pipeline, generation = excluded.generation,
         rank = excluded.rank, status = excluded.status, outcome = excluded.outcome
       WHERE status IS NULL OR (excluded.generation, excluded.rank) > (generation, rank)`,
    );
    this.#setPlanned = sql.query(
      "INSERT INTO run(id, planned) VALUES (?, ?) ON CONFLICT(id) DO UPDATE SET planned = excluded.planned",
    );
    this.#get = sql.query(`SELECT ${COLUMNS} FROM run WHERE id = ? AND status IS NOT NULL`);
  }

  advance({ runId, pipeline, generation, rank, status, outcome }: Omit<RunItem, "planned">): void {
    this.#advance.run(runId, pipeline, generation, rank, status, outcome);
  }

  setPlanned(runId: string, planned: number): void {
    this.#setPlanned.run(runId, planned);
  }

  get(runId: string): RunItem | null {
    const row = this.#get.get(runId);
    return row ? { ...row } : null;
  }

  /** Ids begin with the run's time: newest first is the greatest first. */
  page({ pipeline, outcome, limit }: RunFilter, cursor: string | null): Page<RunItem> {
    const conditions = ["status IS NOT NULL"];
    const values: (string | number)[] = [];
    const ask = (condition: string, ...value: string[]) => {
      conditions.push(condition);
      values.push(...value);
    };
    if (pipeline !== undefined) ask("pipeline = ?", pipeline);
    if (outcome === "open") ask("outcome IS NULL");
    else if (outcome !== undefined) ask("outcome = ?", outcome);
    if (cursor !== null) ask("id < ?", cursor);
    const rows = this.#sql
      .query<RunItem>(`SELECT ${COLUMNS} FROM run WHERE ${conditions.join(" AND ")} ORDER BY id DESC LIMIT ?`)
      .all(...values, limit + 1);
    return pageOf(
      rows.map((row) => ({ ...row })),
      limit,
      ({ runId }) => runId,
    );
  }
}
