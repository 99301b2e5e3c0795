import { type Envelope, PatternSet, toBusEvent } from "@waybill/events";
import { type StageSubscription, stageSubscriptions } from "../../stages/index.ts";
import type { Random } from "./random.ts";
import type { Traits } from "./traits.ts";

/** One event in the queue of one subscription. */
export interface Message {
  readonly subscription: StageSubscription;
  readonly event: Envelope;
  inFlight: number;
  /** How often somebody was given it; a try that does not count is taken back. */
  received: number;
}

const PATTERNS = new PatternSet();
for (const { name, pattern } of stageSubscriptions) PATTERNS.put(name, pattern);

/** The bus holds an event durably after the first time: more copies teach nothing. */
const COPIES_KEPT = 2;
/** How often a message comes again although somebody has it: its visibility timed out. */
const TIMED_OUT = 0.15;

/** The bus with its queues: at least once, in any order. */
export class Queue {
  /** Everything that anybody published, in order. */
  readonly published: Envelope[] = [];
  readonly messages: Message[] = [];
  /** Events that nobody will try again. */
  deadLetters = 0;
  readonly #random: Random;
  readonly #traits: Traits;
  readonly #times = new Map<string, number>();

  constructor(random: Random, traits: Traits) {
    this.#random = random;
    this.#traits = traits;
  }

  publish(event: Envelope): void {
    this.published.push(event);
    const { id } = event.metadata;
    const times = this.#times.get(id) ?? 0;
    this.#times.set(id, times + 1);
    if (times >= (this.#traits.republish === "ignored" ? 1 : COPIES_KEPT)) return;
    for (const name of PATTERNS.match(toBusEvent(event))) this.deliver(name, event);
  }

  deliver(name: string, event: Envelope): void {
    const subscription = stageSubscriptions.find((candidate) => candidate.name === name);
    if (subscription) this.#add(subscription, event);
  }

  /** A message for who asks; null where there is none just now. */
  receive(): Message | null {
    const { length } = this.messages;
    const message = this.messages[this.#random.int(this.#traits.ordered ? Math.min(3, length) : length)];
    if (!message || (message.inFlight > 0 && !this.#random.chance(TIMED_OUT))) return null;
    message.inFlight++;
    message.received++;
    return message;
  }

  /** Back to the end: it does not count as a try. */
  giveBack(message: Message): void {
    message.received--;
    const at = this.messages.indexOf(message);
    if (at >= 0) this.messages.push(...this.messages.splice(at, 1));
  }

  remove(message: Message): void {
    const at = this.messages.indexOf(message);
    if (at >= 0) this.messages.splice(at, 1);
  }

  bury(message: Message): void {
    this.deadLetters++;
    this.remove(message);
  }

  #add(subscription: StageSubscription, event: Envelope): void {
    const copies = 1 + (this.#random.chance(this.#traits.duplicates) ? 1 + this.#random.int(2) : 0);
    for (let i = 0; i < copies; i++) this.messages.push({ subscription, event, inFlight: 0, received: 0 });
  }
}
