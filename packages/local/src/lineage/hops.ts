import { datasetsOf } from "@waybill/core";
import type { Envelope } from "@waybill/events";
import type { Query, Sql } from "../state/sql.ts";

interface Row {
  readonly envelope: string;
}

export class Hops {
  readonly #sql: Sql;
  readonly #put: Query<never>;
  readonly #touch: Query<never>;
  readonly #get: Query<Row>;
  readonly #ofRun: Query<Row>;
  readonly #runsOf: Query<{ runId: string }>;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#put = sql.query(
      "INSERT INTO hop(id, run_id, occurred_at, envelope) VALUES (?, ?, ?, ?) ON CONFLICT(id) DO NOTHING",
    );
    this.#touch = sql.query("INSERT INTO run_dataset(urn, run_id) VALUES (?, ?) ON CONFLICT DO NOTHING");
    this.#get = sql.query("SELECT envelope FROM hop WHERE id = ?");
    this.#ofRun = sql.query("SELECT envelope FROM hop WHERE run_id = ? ORDER BY occurred_at, id");
    this.#runsOf = sql.query("SELECT run_id AS runId FROM run_dataset WHERE urn = ? ORDER BY run_id DESC");
  }

  put(hop: Envelope): void {
    const { id, runId, occurredAt } = hop.metadata;
    this.#sql.transaction(() => {
      if (this.#put.run(id, runId, occurredAt, JSON.stringify(hop)) === 0) return;
      for (const urn of datasetsOf(hop)) this.#touch.run(urn, runId);
    });
  }

  get(id: string): Envelope | null {
    const row = this.#get.get(id);
    return row ? envelopeOf(row) : null;
  }

  ofRun(runId: string): Envelope[] {
    return this.#ofRun.all(runId).map(envelopeOf);
  }

  runsOf(urn: string): string[] {
    return this.#runsOf.all(urn).map(({ runId }) => runId);
  }
}

const envelopeOf = ({ envelope }: Row): Envelope => JSON.parse(envelope) as Envelope;
