import { Permanent, Usage } from "@waybill/core";
import { type BusEvent, InvalidPattern, PatternSet } from "@waybill/events";
import type { Query, Sql } from "../state/sql.ts";

/** A queue, and which events go into it. */
export interface QueueDeclaration {
  readonly name: string;
  /** An event pattern of EventBridge. */
  readonly pattern: unknown;
}

interface Stored {
  readonly id: number;
  readonly name: string;
  readonly pattern: string | null;
}

/**
 * The queues of the bus. They are stored with their patterns, so that an event gets to all of them from whichever
 * process publishes it.
 */
export class Queues {
  readonly #all: Query<Stored>;
  readonly #latest: Query<{ revision: number }>;
  readonly #put: Query<never>;
  readonly #retire: Query<never>;
  readonly #sql: Sql;
  #revision = -1;
  #patterns = new PatternSet();
  #ids = new Map<string, number>();

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#all = sql.query("SELECT id, name, pattern FROM queue ORDER BY id");
    this.#latest = sql.query("SELECT coalesce(max(revision), 0) AS revision FROM queue");
    this.#put = sql.query(
      `INSERT INTO queue(name, pattern, revision) VALUES (?, ?, ?)
       ON CONFLICT(name) DO UPDATE SET pattern = excluded.pattern, revision = excluded.revision
       WHERE pattern IS NOT excluded.pattern`,
    );
    this.#retire = sql.query(
      "UPDATE queue SET pattern = NULL, revision = ? WHERE id = ? AND pattern IS NOT NULL",
    );
  }

  /**
   * These, and no others, get events from now on. What lies in another queue stays there until that is declared again.
   * Errors: `Usage` `subscription.duplicate`, `subscription.pattern`.
   */
  declare(declarations: readonly QueueDeclaration[]): void {
    for (const declaration of declarations) refuseInvalid(declaration);
    const names = new Set(declarations.map(({ name }) => name));
    if (names.size < declarations.length) throw duplicate(declarations);
    this.#sql.transaction(() => {
      const revision = this.#latestRevision() + 1;
      for (const { name, pattern } of declarations) this.#put.run(name, JSON.stringify(pattern), revision);
      for (const { id, name } of this.#all.all()) if (!names.has(name)) this.#retire.run(revision, id);
    });
  }

  /**
   * Ids of the queues whose pattern this event matches. Errors: `Permanent` `bus.no-subscriptions` where there is not
   * one queue yet: the event would be in the log, and nobody would ever get it.
   */
  match(event: BusEvent): number[] {
    this.#refresh();
    if (this.#ids.size === 0) throw nobody(event);
    return this.#patterns.match(event).map((name) => this.#ids.get(name) as number);
  }

  /** Errors: `Permanent` `bus.unknown-subscription`. */
  id(name: string): number {
    this.#refresh();
    const id = this.#ids.get(name);
    if (id !== undefined) return id;
    throw new Permanent("bus.unknown-subscription", `there is no subscription called ${name}`, {
      where: name,
      why: `there are ${[...this.#ids.keys()].join(", ") || "none"}`,
      next: "correct the name, or add the subscription to the list in subscribers/index.ts",
    });
  }

  #latestRevision(): number {
    return this.#latest.get()?.revision ?? 0;
  }

  /** Another process may have declared others. */
  #refresh(): void {
    const revision = this.#latestRevision();
    if (revision === this.#revision) return;
    const stored = this.#all.all();
    this.#patterns = new PatternSet();
    for (const { name, pattern } of stored)
      if (pattern !== null) this.#patterns.put(name, JSON.parse(pattern));
    this.#ids = new Map(stored.map(({ name, id }) => [name, id]));
    this.#revision = revision;
  }
}

const nobody = (event: BusEvent) =>
  new Permanent("bus.no-subscriptions", `the ${event["detail-type"]} event would reach nobody`, {
    where: `event ${event.id}`,
    why: "no subscription was ever declared on this bus",
    next: "declare them (SqliteBus.declare, or dispatch) before anything is published",
  });

function refuseInvalid({ name, pattern }: QueueDeclaration): void {
  try {
    new PatternSet().put(name, pattern);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw new Usage(
      "subscription.pattern",
      `the filter of the subscription ${name} is not valid: ${error.reason}`,
      {
        where: error.path === "" ? name : `${name}, at ${error.path}`,
        next: error.next,
        cause: error,
      },
    );
  }
}

function duplicate(declarations: readonly QueueDeclaration[]): Usage {
  const names = declarations.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  return new Usage("subscription.duplicate", `two subscriptions are called ${twice}`, {
    where: "subscribers/index.ts",
    next: "give one of them another name",
  });
}
