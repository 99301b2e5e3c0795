import type { Page } from "@waybill/core";
import type { Envelope } from "@waybill/events";
import type { Query, Sql } from "../state/sql.ts";

export interface HistoryFilter {
  readonly runId?: string;
  readonly pipeline?: string;
  readonly type?: string;
  /** ISO 8601 in UTC with milliseconds, as `occurredAt`: from, inclusive. */
  readonly since?: string;
  /** Up to, exclusive. */
  readonly until?: string;
  readonly limit: number;
}

interface Row {
  readonly seq: number;
  readonly envelope: string;
}

/** Every event that was published, once, in the order of publication. */
export class EventLog {
  readonly #append: Query<{ seq: number }>;
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#append = sql.query(
      `INSERT INTO event(id, type, run_id, pipeline, occurred_at, envelope) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT(id) DO NOTHING RETURNING seq`,
    );
  }

  /** False where the log has an event of this id already, which then stays as it is. */
  append({ metadata }: Envelope, text: string): boolean {
    const { id, type, runId, pipeline, occurredAt } = metadata;
    return this.#append.get(id, type, runId, pipeline, occurredAt, text) !== undefined;
  }

  /** The events as they were published, in whatever version that was: parse them. Oldest first. */
  read(filter: HistoryFilter, cursor: string | null = null): Page<unknown> {
    const conditions: readonly (readonly [string, string | number | undefined])[] = [
      ["seq > ?", cursor === null ? undefined : Number(cursor)],
      ["run_id = ?", filter.runId],
      ["pipeline = ?", filter.pipeline],
      ["type = ?", filter.type],
      ["occurred_at >= ?", filter.since],
      ["occurred_at < ?", filter.until],
    ];
    const asked = conditions.filter((condition) => condition[1] !== undefined);
    const where = asked.length > 0 ? `WHERE ${asked.map(([text]) => text).join(" AND ")}` : "";
    const rows = this.#sql
      .query<Row>(`SELECT seq, envelope FROM event ${where} ORDER BY seq LIMIT ?`)
      .all(...asked.map(([, value]) => value as string | number), filter.limit + 1);
    const page = rows.slice(0, filter.limit);
    return {
      items: page.map(({ envelope }) => JSON.parse(envelope) as unknown),
      next: rows.length > page.length ? String(page.at(-1)?.seq) : null,
    };
  }
}
