import type { Page, RunStatus, UnitItem } from "@waybill/core";
import type { Artifact } from "@waybill/events";
import type { Query, Sql } from "../state/sql.ts";
import { pageOf } from "./page.ts";

interface Row {
  readonly runId: string;
  readonly unit: string;
  readonly generation: number;
  readonly rank: number;
  readonly status: RunStatus;
  readonly open: 0 | 1;
  readonly hopId: string;
  readonly artifact: string | null;
}

const COLUMNS = "run_id AS runId, unit, generation, rank, status, open, hop_id AS hopId, artifact";

export class Units {
  readonly #pageSize: number;
  readonly #advance: Query<never>;
  readonly #get: Query<Row>;
  readonly #page: Query<Row>;
  readonly #open: Query<Row>;

  constructor(sql: Sql, pageSize: number) {
    this.#pageSize = pageSize;
    this.#advance = sql.query(
      `INSERT INTO unit(run_id, unit, generation, rank, status, open, hop_id, artifact) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT(run_id, unit) DO UPDATE SET generation = excluded.generation, rank = excluded.rank,
         status = excluded.status, open = excluded.open, hop_id = excluded.hop_id, artifact = excluded.artifact
       WHERE (excluded.generation, excluded.rank) > (generation, rank)`,
    );
    this.#get = sql.query(`SELECT ${COLUMNS} FROM unit WHERE run_id = ? AND unit = ?`);
    this.#page = sql.query(`SELECT ${COLUMNS} FROM unit WHERE run_id = ? AND unit > ? ORDER BY unit LIMIT ?`);
    this.#open = sql.query(`SELECT ${COLUMNS} FROM unit WHERE run_id = ? AND open = 1 ORDER BY unit LIMIT ?`);
  }

  advance(item: UnitItem): void {
    const { runId, unit, generation, rank, status, open, hopId, artifact } = item;
    const stored = artifact === null ? null : JSON.stringify(artifact);
    this.#advance.run(runId, unit, generation, rank, status, open ? 1 : 0, hopId, stored);
  }

  get(runId: string, unit: string): UnitItem | null {
    const row = this.#get.get(runId, unit);
    return row ? itemOf(row) : null;
  }

  page(runId: string, cursor: string | null): Page<UnitItem> {
    const rows = this.#page.all(runId, cursor ?? "", this.#pageSize + 1);
    return pageOf(rows.map(itemOf), this.#pageSize, ({ unit }) => unit);
  }

  open(runId: string, limit: number): UnitItem[] {
    return this.#open.all(runId, limit).map(itemOf);
  }
}

const itemOf = ({ open, artifact, ...row }: Row): UnitItem => ({
  ...row,
  open: open === 1,
  artifact: artifact === null ? null : (JSON.parse(artifact) as Artifact),
});
