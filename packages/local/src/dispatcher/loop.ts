import { Transient } from "@waybill/core";
import type { Message } from "../bus/deliveries.ts";
import type { Settlement } from "../bus/settlement.ts";
import { Attempt } from "./attempt.ts";
import type { Dispatcher, DispatchOptions } from "./dispatch.ts";
import { Lane } from "./lane.ts";
import { Latch } from "./latch.ts";
import { isLastAttempt, type Result, type RetryPolicy, settlementOf } from "./policy.ts";
import { report } from "./report.ts";

type LoopOptions = DispatchOptions & {
  readonly retry: RetryPolicy;
  readonly graceMs: number;
  readonly pollMs: number;
};

/** Messages are extended so many times before they would become visible. */
const BEATS = 3;

/** One turn settles what ended since the last, receives what there is room for, and waits for either. */
export class Dispatch implements Dispatcher {
  readonly #options: LoopOptions;
  readonly #lanes: readonly Lane[];
  readonly #latch: Latch;
  readonly #work = new Set<Promise<void>>();
  readonly #ended = new AbortController();
  #settlements: Settlement[] = [];
  #idleWaiters: (() => void)[] = [];
  #stopping = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#lanes = options.subscriptions.map((subscription) => new Lane(subscription));
    this.#latch = new Latch(options.clock);
  }

  start(): void {
    this.#loop = this.#run();
    // Whoever waits is told; nobody has to.
    this.#loop.catch(() => {});
  }

  async idle(): Promise<void> {
    const idle = new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
    this.#latch.wake();
    await Promise.race([idle, this.#loop]);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#latch.wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { bus, signal } = this.#options;
    const endArrivals = bus.onArrival(() => this.#latch.wake());
    const abort = () => this.#abort(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    try {
      await Promise.race([this.#turns(), this.#beat()]);
    } catch (error) {
      this.#abort(new DOMException("the bus cannot be used any more", "AbortError"));
      await Promise.all(this.#work);
      throw error;
    } finally {
      this.#ended.abort();
      signal.removeEventListener("abort", abort);
      endArrivals();
    }
  }

  #abort(reason: unknown): void {
    this.#stopping = true;
    for (const lane of this.#lanes) for (const attempt of lane.running) attempt.interrupt(reason);
    this.#latch.wake();
  }

  async #turns(): Promise<void> {
    while (!this.#stopping) {
      this.#turn();
      await this.#latch.wait(this.#pause());
    }
    await Promise.all(this.#work);
    this.#exchange([]);
  }

  #turn(): void {
    const received = this.#exchange(this.#lanes);
    for (const [i, lane] of this.#lanes.entries())
      for (const message of received[i] ?? []) this.#begin(lane, message);
    if (this.#idleWaiters.length > 0 && this.#isIdle()) {
      for (const resolve of this.#idleWaiters.splice(0)) resolve();
    }
  }

  #exchange(lanes: readonly Lane[]): readonly (readonly Message[])[] {
    const { bus, metrics } = this.#options;
    const settlements = this.#settlements;
    this.#settlements = [];
    const { received, lost } = bus.exchange(
      settlements,
      lanes.map((lane) => lane.want()),
    );
    if (lost > 0) metrics.count("deliveries.taken-over", lost, {});
    return received;
  }

  #begin(lane: Lane, message: Message): void {
    const { clock, graceMs, retry } = this.#options;
    const lastAttempt = isLastAttempt(message.attempt, retry);
    const attempt = new Attempt(lane.subscription, message, { clock, graceMs, lastAttempt });
    lane.begin(attempt);
    const work = this.#follow(lane, attempt).finally(() => {
      lane.end(attempt);
      this.#work.delete(work);
      this.#latch.wake();
    });
    this.#work.add(work);
  }

  async #follow(lane: Lane, attempt: Attempt): Promise<void> {
    const { metrics, retry } = this.#options;
    const { name } = lane.subscription;
    const { message } = attempt;
    const result = await attempt.run();
    const settlement = await this.#announced(name, settlementOf(message, result, retry), result);
    this.#settlements.push(settlement);
    report(metrics, name, settlement, result);
  }

  /** What cannot be announced for now is not dead yet: the run would wait for ever for word of it. */
  async #announced(subscription: string, settlement: Settlement, result: Result): Promise<Settlement> {
    const { onDead, metrics, retry } = this.#options;
    if (settlement.kind !== "dead" || result.kind !== "failed" || !onDead) return settlement;
    const { message } = settlement;
    const { eventId, attempt } = message;
    try {
      await onDead({ subscription, eventId, attempt, envelope: envelopeOf(message) }, result.error);
      return settlement;
    } catch (error) {
      metrics.log("error", `${subscription}: its failure could not be announced: ${String(error)}`, {
        event: eventId,
      });
      if (!(error instanceof Transient)) return settlement;
      return { kind: "retry", message, delayMs: retry.retryDelaysMs.at(-1) ?? retry.laterMs };
    }
  }

  #isIdle(): boolean {
    const { bus, subscriptions } = this.#options;
    const names = subscriptions.map(({ name }) => name);
    return this.#work.size === 0 && bus.nextDue(names) === null;
  }

  #pause(): number {
    const { bus, clock, pollMs } = this.#options;
    const roomy = this.#lanes.filter((lane) => !lane.isFull).map(({ subscription }) => subscription.name);
    const due = bus.nextDue(roomy);
    return due === null ? pollMs : Math.min(pollMs, Math.max(0, due - clock.now()));
  }

  /** Ends only with the dispatcher. */
  async #beat(): Promise<void> {
    const { bus, clock } = this.#options;
    while (!this.#ended.signal.aborted) {
      await clock.sleep(bus.visibilityMs / BEATS, this.#ended.signal);
      if (!this.#ended.signal.aborted) bus.extend(this.#lanes.flatMap((lane) => lane.messages));
    }
  }
}

function envelopeOf(message: Message): unknown {
  try {
    return JSON.parse(message.envelope);
  } catch {
    return message.envelope;
  }
}
