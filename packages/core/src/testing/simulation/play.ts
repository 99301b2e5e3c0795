import { isEvent, Requested, RUN_UNIT, slotId } from "@waybill/events";
import { Transient } from "../../errors.ts";
import type { Delivery } from "../../stages/index.ts";
import type { Message } from "./queue.ts";
import { retry, retryTooEarly, start, sweepUp, type Task } from "./tasks.ts";
import type { Variant } from "./variant.ts";
import type { World } from "./world.ts";

/** A worker, and what it is at. */
interface Job {
  readonly worker: number;
  readonly what: Message | Task;
  /** Counted from 1. */
  readonly attempt: number;
  readonly timeout: AbortController;
  state: "running" | "done" | "later" | "failed" | "dead";
}

const MAX_STEPS = 20_000;
const MAX_CRASHES = 40;
const MAX_SWEEPS = 12;
const MAX_TRIES = 4;

/** Plays a world's schedule to its end: duplicates, reordering, crashes, workers that sleep through generations. */
export class Play {
  crashes = 0;
  sweeps = 0;
  readonly #world: World;
  readonly #variant: Variant;
  readonly #tasks: Task[];
  readonly #working: (Job | null)[];
  #workers = 0;
  #retries: number;

  constructor(world: World, variant: Variant) {
    this.#world = world;
    this.#variant = variant;
    const { workers, retries, impatient } = world.traits;
    this.#working = Array(workers).fill(null);
    this.#retries = retries;
    this.#tasks = [start(world)];
    if (impatient && retries > 0) {
      this.#retries--;
      this.#tasks.push(retryTooEarly(world));
    }
  }

  /** False: it does not end. */
  async run(): Promise<boolean> {
    const world = this.#world;
    while (world.steps++ < MAX_STEPS) {
      const i = this.#next();
      const job = this.#working[i];
      if (job) {
        if (await this.#goesOn(job)) continue;
        this.#working[i] = null;
        await this.#operate(false);
        continue;
      }
      this.#working[i] = this.#begin();
      const quiet = this.#tasks.length === 0 && world.queue.messages.length === 0;
      if (quiet && this.#working.every((other) => other === null) && !(await this.#operate(true)))
        return true;
    }
    return false;
  }

  #next(): number {
    const { random, traits } = this.#world;
    return traits.zombie && random.chance(0.9)
      ? 1 + random.int(traits.workers - 1)
      : random.int(traits.workers);
  }

  /** A step of a worker, or its end. True: it goes on. */
  async #goesOn(job: Job): Promise<boolean> {
    const { random, traits, scheduler } = this.#world;
    const spared = this.#world.spares(subscriptionOf(job.what));
    if (!spared && this.crashes < MAX_CRASHES && random.chance(traits.crashes)) {
      this.crashes++;
      scheduler.crash(job.worker);
      this.#settle(job, traits.mortal ? "failed" : "later");
      return false;
    }
    if (random.chance(traits.timeouts)) job.timeout.abort(this.#world.timeout());
    await scheduler.step(job.worker);
    if (job.state === "running") return true;
    this.#settle(job, job.state);
    return false;
  }

  #begin(): Job | null {
    const { random, queue, scheduler } = this.#world;
    const what = random.chance(0.5) ? (this.#tasks.shift() ?? queue.receive()) : queue.receive();
    if (!what) return null;
    const attempt = typeof what === "function" ? 1 : what.received;
    const job: Job = {
      worker: ++this.#workers,
      what,
      attempt,
      timeout: new AbortController(),
      state: "running",
    };
    scheduler
      .turn(job.worker)
      .then(() => this.#work(job))
      .then(
        (outcome) => {
          job.state = outcome;
        },
        (error: unknown) => {
          job.state = error instanceof Transient ? "failed" : "dead";
        },
      )
      .then(() => scheduler.moved(job.worker));
    return job;
  }

  async #work({ worker, what, attempt, timeout }: Job): Promise<"done" | "later"> {
    const plain = this.#world.ports(worker, subscriptionOf(what));
    if (typeof what === "function") {
      await what(plain);
      return "done";
    }
    const { subscription, event } = what;
    const delivery: Delivery = { attempt, lastAttempt: attempt >= MAX_TRIES, signal: timeout.signal };
    const delivered = { subscription: subscription.name, event };
    const { change } = this.#world;
    const ports = change.ports?.(plain, delivered) ?? plain;
    const handle = change.handle?.(subscription.handle, delivered) ?? subscription.handle;
    return handle(event, ports, delivery);
  }

  /** What becomes of a message, or of a task, after a worker left it. */
  #settle({ what, attempt }: Job, state: Job["state"]): void {
    const { queue } = this.#world;
    if (typeof what === "function") {
      if (state === "failed" || state === "later") this.#tasks.push(what);
      return;
    }
    what.inFlight--;
    if (state === "later") queue.giveBack(what);
    if (state === "done") queue.remove(what);
    if (state === "dead" || (state === "failed" && attempt >= MAX_TRIES)) queue.bury(what);
  }

  /** Operator and timer. False: there is nothing that they would do. */
  async #operate(quiet: boolean): Promise<boolean> {
    const { random, lineage, runId } = this.#world;
    if (!quiet && !random.chance(0.1)) return false;
    const run = await lineage.getRun(runId);
    if (run?.outcome === "failed") return this.#askAgain(quiet && (await this.#hasStopped(run.generation)));
    return run?.outcome === null && this.#sweepUp();
  }

  /** A retry was planned, and the run never got to it. */
  async #hasStopped(generation: number): Promise<boolean> {
    const { lineage, runId } = this.#world;
    const next = { unit: RUN_UNIT, stage: "plan", generation: generation + 1 } as const;
    return (await lineage.getHop(slotId(runId, next))) !== null;
  }

  #askAgain(stopped: boolean): boolean {
    const world = this.#world;
    if (stopped && world.traits.mortal && this.sweeps++ < MAX_SWEEPS) {
      this.#tasks.push(retry(world));
      return true;
    }
    if (this.#retries === 0) return false;
    this.#retries--;
    this.#tasks.push(retry(world));
    if (world.random.chance(0.4)) this.#tasks.push(retry(world));
    return true;
  }

  /** A retry that waits for the run to fail is not what the run waits for. */
  #sweepUp(): boolean {
    const { traits, queue } = this.#world;
    if (!traits.mortal || this.#variant.unswept || !queue.messages.every(isRetry)) return false;
    if (this.sweeps >= MAX_SWEEPS) return false;
    this.sweeps++;
    this.#tasks.push(sweepUp(this.#world));
    return true;
  }
}

const subscriptionOf = (what: Message | Task): string | null =>
  typeof what === "function" ? null : what.subscription.name;

const isRetry = ({ event }: Message): boolean =>
  isEvent(Requested, event) && event.metadata.slot.generation > 0;
