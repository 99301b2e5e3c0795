import { type Envelope, RUN_UNIT, type Slot, type Stage, slotId } from "@waybill/events";
import { memoryEngine } from "../../engine/memory/index.ts";
import { Transient } from "../../errors.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { Engine } from "../../ports/engine.ts";
import type { Lineage } from "../../ports/lineage.ts";
import { type MemoryBus, type MemoryMessage, memoryBus } from "../../testing/memory-bus.ts";
import { memoryLineage } from "../../testing/memory-lineage.ts";
import { memoryObjects } from "../../testing/memory-objects.ts";
import { type MemoryWarehouse, memoryWarehouse } from "../../testing/memory-warehouse.ts";
import { RUN } from "../../testing/test-event.ts";
import type { Row } from "../../transform/step.ts";
import type { Delivery, Ports } from "../ports.ts";
import { requestRun } from "../request.ts";
import type { StageContext } from "../stage.ts";
import { stageSubscriptions } from "../subscriptions.ts";

const MAX_TRIES = 4;
const MANY_MESSAGES = 5000;
const NOON = Date.UTC(2026, 10, 24, 12);

export interface HouseOptions {
  /** Of the units in a page. */
  readonly pageSize?: number;
  readonly engine?: (files: Map<string, readonly Row[]>) => Engine;
  readonly republish?: "ignored" | "delivered";
}

/** All ports in memory, wired to the stages; nothing moves by itself. */
export class House {
  /** `lineage.putHop Extracted numbers#0`, in the order in which they were made. */
  readonly calls: string[] = [];
  readonly errors: unknown[] = [];
  readonly logged: string[] = [];
  readonly files = new Map<string, readonly Row[]>();
  readonly bus: MemoryBus;
  /** The one of the ports, of which calls are not recorded. */
  readonly lineage: Lineage;
  readonly warehouse: MemoryWarehouse = memoryWarehouse(this.files);
  readonly plan: Plan;
  ports: Ports;
  readonly runId = RUN;

  constructor(plan: Plan, { pageSize, engine = memoryEngine, republish = "delivered" }: HouseOptions = {}) {
    this.plan = plan;
    this.bus = memoryBus({ subscriptions: stageSubscriptions, republish });
    this.lineage = memoryLineage(pageSize === undefined ? {} : { pageSize });
    let attempts = 0;
    let now = NOON;
    this.ports = {
      bus: this.#recorded("bus", this.bus),
      objects: this.#recorded("objects", memoryObjects(this.files as Map<string, unknown>)),
      lineage: this.#recorded("lineage", this.lineage),
      warehouse: this.#recorded("warehouse", this.warehouse),
      engine: this.#recorded("engine", engine(this.files)),
      clock: { now: () => now++, sleep: async () => {} },
      metrics: { count: () => {}, log: (_level, line) => this.logged.push(line) },
      pipelines: { forRun: async () => this.plan },
      attemptId: () => `attempt-${++attempts}`,
      settings: { baseDir: "/", partitionBytes: 1, producer: "waybill@test" },
    };
  }

  get context(): StageContext {
    return { ports: this.ports, plan: this.plan, delivery: delivery() };
  }

  async request(): Promise<void> {
    await requestRun(this.ports, {
      runId: this.runId,
      pipeline: this.plan.name,
      module: null,
      digest: "sha256:0",
      trigger: { kind: "hand", by: null, origin: null },
      parameters: {},
    });
  }

  /** Handles what is in the queues until they are empty, or until only messages are left that this keeps back. */
  async drain(keepsBack: (message: MemoryMessage) => boolean = () => false): Promise<void> {
    for (let handled = 0; handled < MANY_MESSAGES; handled++) {
      const message = this.bus.messages.find((candidate) => !keepsBack(candidate));
      if (!message) return;
      this.bus.acknowledge(message);
      await this.handle(message);
    }
    throw new Error(`${MANY_MESSAGES} messages, and there is no end to it`);
  }

  /** Asks for the run and lets it go to its end. */
  async run(): Promise<void> {
    await this.request();
    await this.drain();
  }

  /** As a dispatcher would: what may pass is tried again. Errors that end in the dead letters are kept. */
  async handle({ subscription, envelope }: MemoryMessage): Promise<void> {
    const { handle } = subscriptionOf(subscription);
    for (let attempt = 1; ; attempt++) {
      try {
        await handle(envelope, this.ports, delivery({ attempt, lastAttempt: attempt === MAX_TRIES }));
        return;
      } catch (error) {
        if (error instanceof Transient && attempt < MAX_TRIES) continue;
        this.errors.push(error);
        return;
      }
    }
  }

  async hop(unit: string, stage: Stage, generation = 0): Promise<Envelope | null> {
    return this.lineage.getHop(slotId(this.runId, { unit, stage, generation }));
  }

  async typeOf(unit: string, stage: Stage, generation = 0): Promise<string | undefined> {
    return (await this.hop(unit, stage, generation))?.metadata.type;
  }

  /** A hop of the run that has to be there. */
  async runHop(stage: Stage, generation = 0): Promise<Envelope> {
    return this.stored(RUN_UNIT, stage, generation);
  }

  async stored(unit: string, stage: Stage, generation = 0): Promise<Envelope> {
    const hop = await this.hop(unit, stage, generation);
    if (hop) return hop;
    throw new Error(`there is no hop of ${stage} of ${unit} in generation ${generation}`);
  }

  getRun() {
    return this.lineage.getRun(this.runId);
  }

  getUnit(unit: string) {
    return this.lineage.getUnit(this.runId, unit);
  }

  /** Rows of the table, by their number, without Waybill's own columns. */
  table(name = "numbers"): readonly unknown[] {
    return (this.warehouse.tables.get(name) ?? []).map(({ n }) => n).sort();
  }

  #recorded<T extends object>(port: string, target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const member = Reflect.get(object, name);
        if (typeof member !== "function") return member;
        return (...args: unknown[]) => {
          this.calls.push([`${port}.${String(name)}`, ...args.flatMap(aboutOf)].join(" "));
          return Reflect.apply(member, object, args);
        };
      },
    });
  }
}

/** To `drain` until only these are to do something. */
export const keeping =
  (...names: readonly string[]) =>
  ({ subscription }: MemoryMessage): boolean =>
    names.includes(subscription);

export const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  attempt: 1,
  lastAttempt: false,
  signal: new AbortController().signal,
  ...more,
});

export function subscriptionOf(name: string) {
  const found = stageSubscriptions.find((subscription) => subscription.name === name);
  if (found) return found;
  throw new Error(`no subscription is called ${name}`);
}

/** What a call is about: the hop it stores or sends, the item it writes. */
function aboutOf(argument: unknown): string[] {
  if (Array.isArray(argument)) return argument.flatMap(aboutOf);
  if (typeof argument !== "object" || argument === null) return [];
  if ("metadata" in argument) {
    const { type, slot } = (argument as Envelope).metadata;
    return [`${type} ${(slot satisfies Slot).unit}`];
  }
  return "status" in argument ? [String(argument.status)] : [];
}
