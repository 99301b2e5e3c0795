import { type Clock, Permanent, Transient, WaybillError } from "@waybill/core";
import type { Message } from "../bus/deliveries.ts";
import type { Result } from "./policy.ts";
import type { Subscription } from "./subscription.ts";

export interface AttemptOptions {
  readonly clock: Clock;
  readonly lastAttempt: boolean;
  /** How long a handler has to end once its signal has aborted. After that nobody waits for it. */
  readonly graceMs: number;
}

/** One delivery on its way through a handler. */
export class Attempt {
  readonly #subscription: Subscription;
  readonly message: Message;
  readonly #options: AttemptOptions;
  readonly #delivery = new AbortController();
  /** Ends the wait for the handler's time, then for its grace, to be over. */
  #wait = new AbortController();
  #interrupted = false;
  #ended = false;

  constructor(subscription: Subscription, message: Message, options: AttemptOptions) {
    this.#subscription = subscription;
    this.message = message;
    this.#options = options;
  }

  /** Never rejects. */
  async run(): Promise<Result> {
    const result = await Promise.race([this.#handle(), this.#giveUp()]);
    this.#ended = true;
    this.#wait.abort();
    return result;
  }

  /** The process is to stop: the message goes back into its queue unless the handler still makes it. */
  interrupt(reason: unknown): void {
    this.#interrupted = true;
    this.#delivery.abort(reason);
    this.#wait.abort();
  }

  async #handle(): Promise<Result> {
    const { attempt, eventId } = this.message;
    const { lastAttempt } = this.#options;
    try {
      const envelope = parse(this.message.envelope, eventId);
      const outcome = await this.#subscription.handle(envelope, {
        attempt,
        lastAttempt,
        signal: this.#delivery.signal,
      });
      return { kind: outcome === "later" ? "later" : "done" };
    } catch (error) {
      return this.#failure(error);
    }
  }

  #failure(error: unknown): Result {
    if (this.#interrupted) return { kind: "interrupted" };
    const { signal } = this.#delivery;
    return {
      kind: "failed",
      error: signal.aborted && !(error instanceof WaybillError) ? signal.reason : error,
    };
  }

  async #giveUp(): Promise<Result> {
    const { clock, graceMs } = this.#options;
    await clock.sleep(this.#subscription.timeoutMs, this.#wait.signal);
    if (!this.#ended) {
      this.#wait = new AbortController();
      if (!this.#interrupted) this.#delivery.abort(this.#timedOut());
      await clock.sleep(graceMs, this.#wait.signal);
    }
    return this.#failure(this.#delivery.signal.reason);
  }

  #timedOut(): Transient {
    const { name, timeoutMs } = this.#subscription;
    return new Transient("delivery.timeout", `${name} took longer than ${timeoutMs / 1000} s`, {
      where: `event ${this.message.eventId}, attempt ${this.message.attempt}`,
      next: `raise the timeout of ${name}, or give it less to do at once`,
    });
  }
}

function parse(envelope: string, eventId: string): unknown {
  try {
    return JSON.parse(envelope);
  } catch (cause) {
    throw new Permanent("event.unreadable", "the stored event is no JSON", {
      where: `event ${eventId}`,
      why: String(cause),
      next: "restore the state folder from a backup, or discard the event: waybill dlq discard",
      cause,
    });
  }
}
