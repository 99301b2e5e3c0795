import type { Bus, Clock } from "@waybill/core";
import { type Envelope, toBusEvent } from "@waybill/events";
import type { State } from "../state/open.ts";
import { Sql } from "../state/sql.ts";
import { DeadLetters } from "./dead-letters.ts";
import { Deliveries, type Message } from "./deliveries.ts";
import { encode } from "./encode.ts";
import { EventLog } from "./event-log.ts";
import { type QueueDeclaration, Queues } from "./queues.ts";
import type { Settlement, Want } from "./settlement.ts";

export interface SqliteBusOptions {
  readonly clock: Clock;
  /** How long a message is hidden from others once it is received, unless that is extended. */
  readonly visibilityMs?: number;
}
const VISIBILITY_MS = 30_000;

/**
 * The bus in one SQLite file: an event log, and a queue for each subscription.
 *
 * An event enters the log and the queues in one transaction, once: a second `publish` of its id changes nothing,
 * because the first has reached every queue that there was. A message leaves its queue only when it is settled. A
 * receiver that was killed, or that is too slow, leaves it to the next: at least once, in no promised order.
 */
export class SqliteBus implements Bus {
  /** Every event that was published. */
  readonly log: EventLog;
  readonly deadLetters: DeadLetters;
  readonly visibilityMs: number;
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #queues: Queues;
  readonly #deliveries: Deliveries;
  readonly #listeners = new Set<() => void>();

  constructor(
    { connection }: Pick<State, "connection">,
    { clock, visibilityMs = VISIBILITY_MS }: SqliteBusOptions,
  ) {
    this.visibilityMs = visibilityMs;
    this.#clock = clock;
    this.#sql = new Sql(connection, "bus");
    this.#queues = new Queues(this.#sql);
    this.#deliveries = new Deliveries(this.#sql);
    this.log = new EventLog(this.#sql);
    this.deadLetters = new DeadLetters(this.#sql, clock, () => this.#arrived());
  }

  /** The subscriptions there are, all of them: see `Queues.declare`. */
  declare(subscriptions: readonly QueueDeclaration[]): void {
    this.#queues.declare(subscriptions);
  }

  async publish(events: readonly Envelope[]): Promise<void> {
    if (events.length === 0) return;
    const texts = events.map(encode);
    const now = this.#clock.now();
    this.#sql.transaction(() => {
      for (const [i, event] of events.entries()) {
        if (!this.log.append(event, texts[i] as string)) continue;
        for (const queue of this.#queues.match(toBusEvent(event))) {
          this.#deliveries.add(queue, event.metadata.id, now);
        }
      }
    });
    this.#arrived();
  }

  /**
   * Not into the log: an event that is only delivered is still to be published. Where the same envelope lies in the
   * queue and nobody works on it, that one is enough.
   */
  async deliver(subscription: string, events: readonly Envelope[]): Promise<void> {
    if (events.length === 0) return;
    const texts = events.map(encode);
    const now = this.#clock.now();
    this.#sql.transaction(() => {
      const queue = this.#queues.id(subscription);
      for (const [i, event] of events.entries()) {
        this.#deliveries.addOwn(queue, event.metadata.id, texts[i] as string, now);
      }
    });
    this.#arrived();
  }

  /**
   * Settles what was received and receives what is wanted, in one transaction. Messages come in the order of the
   * wants. `lost` are settlements of messages that another has taken over meanwhile: they changed nothing.
   */
  exchange(
    settlements: readonly Settlement[],
    wants: readonly Want[],
  ): { readonly received: readonly (readonly Message[])[]; readonly lost: number } {
    const now = this.#clock.now();
    const asked = wants.map(({ subscription, limit }) => {
      const queue = this.#queues.id(subscription);
      return { queue, limit: limit > 0 && this.#deliveries.isDue(queue, now) ? limit : 0 };
    });
    if (settlements.length === 0 && asked.every(({ limit }) => limit === 0)) {
      return { received: asked.map(() => []), lost: 0 };
    }
    return this.#sql.transaction(() => ({
      lost: settlements.filter((settlement) => !this.#settle(settlement, now)).length,
      received: asked.map(({ queue, limit }) =>
        limit > 0 ? this.#deliveries.receive(queue, limit, now, this.visibilityMs) : [],
      ),
    }));
  }

  receive(subscription: string, limit: number): readonly Message[] {
    return this.exchange([], [{ subscription, limit }]).received[0] ?? [];
  }

  /** How many of them changed nothing, because another has taken the message over. */
  settle(settlements: readonly Settlement[]): number {
    return this.exchange(settlements, []).lost;
  }

  /** Hides messages for another `visibilityMs`, for who is still at work on them. */
  extend(messages: readonly Message[]): void {
    if (messages.length === 0) return;
    const until = this.#clock.now() + this.visibilityMs;
    this.#sql.transaction(() => {
      for (const message of messages) this.#deliveries.extend(message, until);
    });
  }

  /**
   * What a killed process was working on can be received at once, and its attempt does not count: the event is not to
   * blame. Only for who holds the state's lock, since then nobody else is at work.
   */
  releaseInFlight(): number {
    return this.#deliveries.releaseAll(this.#clock.now());
  }

  /** Messages in these queues, whether they can be received now, later, or are being worked on. */
  waiting(subscriptions: readonly string[]): number {
    return subscriptions.reduce((sum, name) => sum + this.#deliveries.count(this.#queues.id(name)), 0);
  }

  /** When the next message of these queues can be received, in milliseconds since 1970; null: they are empty. */
  nextDue(subscriptions: readonly string[]): number | null {
    const times = subscriptions.map((name) => this.#deliveries.nextDue(this.#queues.id(name)));
    const due = times.filter((time) => time !== null);
    return due.length > 0 ? Math.min(...due) : null;
  }

  /** Calls back whenever this process has put something into a queue. Gives back what ends that. */
  onArrival(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #settle(settlement: Settlement, now: number): boolean {
    const { kind, message } = settlement;
    switch (kind) {
      case "done":
        return this.#deliveries.acknowledge(message);
      case "retry":
        return this.#deliveries.giveBack(message, now + settlement.delayMs, true);
      case "later":
        return this.#deliveries.giveBack(message, now + settlement.delayMs, false);
      case "dead":
        this.deadLetters.bury(message, settlement.reason);
        return this.#deliveries.acknowledge(message);
    }
  }

  #arrived(): void {
    for (const listener of this.#listeners) listener();
  }
}
