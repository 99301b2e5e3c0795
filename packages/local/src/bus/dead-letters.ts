import { type Clock, type Page, type reasonOf, Usage } from "@waybill/core";
import type { Query, Sql } from "../state/sql.ts";
import type { Message } from "./deliveries.ts";

export type DeadReason = ReturnType<typeof reasonOf>;

/** An event that a subscription could not deal with, and why. */
export interface DeadLetter {
  readonly id: number;
  readonly subscription: string;
  readonly eventId: string;
  /** Null where the event does not say. So with `type`. */
  readonly runId: string | null;
  readonly type: string | null;
  readonly reason: DeadReason;
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly diedAt: number;
  /** As it was received: parse it. */
  readonly envelope: unknown;
}

export interface DeadLetterFilter {
  readonly subscription?: string;
  readonly runId?: string;
  readonly limit: number;
}

interface Row {
  readonly id: number;
  readonly subscription: string;
  readonly eventId: string;
  readonly runId: string | null;
  readonly type: string | null;
  readonly reason: string;
  readonly attempts: number;
  readonly diedAt: number;
  readonly envelope: string;
}

const SELECT = `SELECT l.id, q.name AS subscription, l.event_id AS eventId, l.run_id AS runId, l.type, l.reason, l.attempts,
  l.died_at AS diedAt, l.envelope FROM dead_letter l JOIN queue q ON q.id = l.queue`;

export class DeadLetters {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #onRedriven: () => void;
  readonly #bury: Query<never>;
  readonly #one: Query<Row>;
  readonly #list: Query<Row>;
  readonly #revive: Query<never>;
  readonly #remove: Query<never>;

  constructor(sql: Sql, clock: Clock, onRedriven: () => void) {
    this.#sql = sql;
    this.#clock = clock;
    this.#onRedriven = onRedriven;
    this.#bury = sql.query(
      `INSERT INTO dead_letter(queue, event_id, run_id, type, envelope, reason, attempts, died_at)
       SELECT queue, event_id, ?, ?, ?, ?, attempts, ? FROM delivery WHERE id = ? AND receipt = ?`,
    );
    this.#one = sql.query(`${SELECT} WHERE l.id = ?`);
    this.#list = sql.query(
      `${SELECT} WHERE l.id > ?1 AND (?2 IS NULL OR q.name = ?2) AND (?3 IS NULL OR l.run_id = ?3)
       ORDER BY l.id LIMIT ?4`,
    );
    this.#revive = sql.query(
      `INSERT INTO delivery(queue, event_id, envelope, visible_at)
       SELECT queue, event_id, envelope, ? FROM dead_letter WHERE id = ?`,
    );
    this.#remove = sql.query("DELETE FROM dead_letter WHERE id = ?");
  }

  /** Part of the bus's settling: in its transaction, before the delivery is removed. */
  bury(message: Message, reason: DeadReason): void {
    const { runId, type } = metadataOf(message.envelope);
    const { envelope, delivery, receipt } = message;
    this.#bury.run(runId, type, envelope, JSON.stringify(reason), this.#clock.now(), delivery, receipt);
  }

  /** Oldest first. */
  list({ subscription, runId, limit }: DeadLetterFilter, cursor: string | null = null): Page<DeadLetter> {
    const rows = this.#list.all(Number(cursor ?? 0), subscription ?? null, runId ?? null, limit + 1);
    const page = rows.slice(0, limit);
    return { items: page.map(letterOf), next: rows.length > limit ? String(page.at(-1)?.id) : null };
  }

  /** Errors: `Usage` `dead-letter.unknown`. So in what follows. */
  show(id: number): DeadLetter {
    const row = this.#one.get(id);
    if (row) return letterOf(row);
    throw new Usage("dead-letter.unknown", `there is no dead letter ${id}`, {
      why: "it was redriven or discarded before, or the number is wrong",
      next: "look at those there are: waybill dlq list",
    });
  }

  /** Back into the queue it came from, as if it had never been tried. Gives back what it was. */
  redrive(id: number): DeadLetter {
    const letter = this.#sql.transaction(() => {
      const found = this.show(id);
      this.#revive.run(this.#clock.now(), id);
      this.#remove.run(id);
      return found;
    });
    this.#onRedriven();
    return letter;
  }

  /** Gives it up. Gives back what it was. */
  discard(id: number): DeadLetter {
    return this.#sql.transaction(() => {
      const found = this.show(id);
      this.#remove.run(id);
      return found;
    });
  }
}

const letterOf = ({ reason, envelope, ...row }: Row): DeadLetter => ({
  ...row,
  reason: JSON.parse(reason) as DeadReason,
  envelope: parsed(envelope),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** An event may be dead because its metadata makes no sense. */
function metadataOf(envelope: string): { runId: string | null; type: string | null } {
  const value = parsed(envelope);
  const metadata = isObject(value) && isObject(value.metadata) ? value.metadata : {};
  const text = (field: unknown) => (typeof field === "string" ? field : null);
  return { runId: text(metadata.runId), type: text(metadata.type) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
