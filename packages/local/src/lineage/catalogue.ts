import type { CursorItem, DatasetItem } from "@waybill/core";
import type { Query, Sql } from "../state/sql.ts";

interface DatasetRow extends Omit<DatasetItem, "columns"> {
  readonly columns: string;
}

/** The schemas that were seen, and how far each source was read. */
export class Catalogue {
  readonly #putCursor: Query<never>;
  readonly #getCursor: Query<CursorItem>;
  readonly #putDataset: Query<never>;
  readonly #datasets: Query<DatasetRow>;

  constructor(sql: Sql) {
    this.#putCursor = sql.query(
      `INSERT INTO cursor(pipeline, source, value, run_id) VALUES (?, ?, ?, ?)
       ON CONFLICT(pipeline, source) DO UPDATE SET value = excluded.value, run_id = excluded.run_id`,
    );
    this.#getCursor = sql.query(
      "SELECT pipeline, source, value, run_id AS runId FROM cursor WHERE pipeline = ? AND source = ?",
    );
    // Late word of an older run does not move the last one back.
    this.#putDataset = sql.query(
      `INSERT INTO dataset(urn, schema_version, columns, first_run, last_run) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT(urn, schema_version) DO UPDATE SET last_run = excluded.last_run WHERE excluded.last_run > last_run`,
    );
    this.#datasets = sql.query(
      `SELECT urn, schema_version AS schemaVersion, columns, first_run AS firstRun, last_run AS lastRun
       FROM dataset ORDER BY urn, schema_version`,
    );
  }

  putCursor({ pipeline, source, value, runId }: CursorItem): void {
    this.#putCursor.run(pipeline, source, value, runId);
  }

  cursor(pipeline: string, source: string): CursorItem | null {
    const row = this.#getCursor.get(pipeline, source);
    return row ? { ...row } : null;
  }

  putDataset({ urn, schemaVersion, columns, firstRun, lastRun }: DatasetItem): void {
    this.#putDataset.run(urn, schemaVersion, JSON.stringify(columns), firstRun, lastRun);
  }

  datasets(): DatasetItem[] {
    return this.#datasets
      .all()
      .map(({ columns, ...row }) => ({ ...row, columns: JSON.parse(columns) as DatasetItem["columns"] }));
  }
}
