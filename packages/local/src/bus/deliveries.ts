import { randomInt } from "node:crypto";
import type { Query, Sql } from "../state/sql.ts";

/** One delivery of an event to a queue, taken by this process until it settles it or its time is over. */
export interface Message {
  readonly delivery: number;
  /** Whoever has a newer one has taken the message over. */
  readonly receipt: number;
  readonly eventId: string;
  /** Counted from 1. */
  readonly attempt: number;
  /** The envelope as JSON. */
  readonly envelope: string;
}

/** Most receipts there are: what a JavaScript number and `randomInt` can hold. */
const RECEIPTS = 2 ** 48 - 1;

/** The rows of the queues. Everything here is one statement; who needs more of them at once opens a transaction. */
export class Deliveries {
  readonly #add: Query<never>;
  readonly #addOwn: Query<never>;
  readonly #due: Query<{ due: number }>;
  readonly #receive: Query<Message>;
  readonly #acknowledge: Query<never>;
  readonly #return: Query<never>;
  readonly #extend: Query<never>;
  readonly #release: Query<never>;
  readonly #next: Query<{ at: number | null }>;
  readonly #waiting: Query<{ count: number }>;

  constructor(sql: Sql) {
    this.#add = sql.query("INSERT INTO delivery(queue, event_id, visible_at) VALUES (?, ?, ?)");
    // Not where the very same waits there: but one that is being worked on may have been read before this was asked for.
    this.#addOwn = sql.query(
      `INSERT INTO delivery(queue, event_id, envelope, visible_at)
       SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (
         SELECT 1 FROM delivery d WHERE d.event_id = ?2 AND d.queue = ?1 AND d.receipt IS NULL
         AND coalesce(d.envelope, (SELECT e.envelope FROM event e WHERE e.id = d.event_id)) = ?3)`,
    );
    this.#due = sql.query("SELECT 1 AS due FROM delivery WHERE queue = ? AND visible_at <= ? LIMIT 1");
    this.#receive = sql.query(
      `UPDATE delivery SET visible_at = ?, receipt = ?, attempts = attempts + 1
       WHERE id IN (SELECT id FROM delivery WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, id LIMIT ?)
       RETURNING id AS delivery, receipt, event_id AS eventId, attempts AS attempt,
         coalesce(envelope, (SELECT e.envelope FROM event e WHERE e.id = delivery.event_id)) AS envelope`,
    );
    this.#acknowledge = sql.query("DELETE FROM delivery WHERE id = ? AND receipt = ?");
    this.#return = sql.query(
      "UPDATE delivery SET visible_at = ?, attempts = attempts - ?, receipt = NULL WHERE id = ? AND receipt = ?",
    );
    this.#extend = sql.query("UPDATE delivery SET visible_at = ? WHERE id = ? AND receipt = ?");
    this.#release = sql.query(
      "UPDATE delivery SET visible_at = ?, attempts = attempts - 1, receipt = NULL WHERE receipt IS NOT NULL",
    );
    this.#next = sql.query("SELECT min(visible_at) AS at FROM delivery WHERE queue = ?");
    this.#waiting = sql.query("SELECT count(*) AS count FROM delivery WHERE queue = ?");
  }

  /** A delivery of what the event log has under this id. */
  add(queue: number, eventId: string, now: number): void {
    this.#add.run(queue, eventId, now);
  }

  /** A delivery with an envelope of its own, whatever the event log has. */
  addOwn(queue: number, eventId: string, envelope: string, now: number): void {
    this.#addOwn.run(queue, eventId, envelope, now);
  }

  /** Only reads: waiting for work never keeps others from writing. */
  isDue(queue: number, now: number): boolean {
    return this.#due.get(queue, now) !== undefined;
  }

  /** Up to `limit`, the longest visible first. */
  receive(queue: number, limit: number, now: number, visibilityMs: number): Message[] {
    const messages = this.#receive.all(now + visibilityMs, randomInt(RECEIPTS), queue, now, limit);
    return messages.sort((a, b) => a.delivery - b.delivery);
  }

  /** False where another has taken the message over. So in all that follow. */
  acknowledge({ delivery, receipt }: Message): boolean {
    return this.#acknowledge.run(delivery, receipt) > 0;
  }

  /** Back into its queue, visible from then on. `counted`: it keeps its number of attempts. */
  giveBack({ delivery, receipt }: Message, visibleAt: number, counted: boolean): boolean {
    return this.#return.run(visibleAt, counted ? 0 : 1, delivery, receipt) > 0;
  }

  extend({ delivery, receipt }: Message, visibleAt: number): boolean {
    return this.#extend.run(visibleAt, delivery, receipt) > 0;
  }

  /** All that anybody works on, back into its queue, uncounted. How many there were. */
  releaseAll(now: number): number {
    return this.#release.run(now);
  }

  /** When the next message of the queue can be received; null: it is empty. */
  nextDue(queue: number): number | null {
    return this.#next.get(queue)?.at ?? null;
  }

  /** Messages in the queue: visible, waiting, or being worked on. */
  count(queue: number): number {
    return this.#waiting.get(queue)?.count ?? 0;
  }
}
