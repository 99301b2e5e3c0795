import { type Envelope, runIdFor } from "@waybill/events";
import { Transient } from "../../errors.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { Bus } from "../../ports/bus.ts";
import type { Lineage } from "../../ports/lineage.ts";
import { silentMetrics } from "../../ports/metrics.ts";
import type { Ports } from "../../stages/index.ts";
import type { Row } from "../../transform/step.ts";
import { memoryLineage } from "../memory-lineage.ts";
import { memoryObjects } from "../memory-objects.ts";
import { memoryWarehouse } from "../memory-warehouse.ts";
import { markingEngine } from "./engine.ts";
import { Faults } from "./faults.ts";
import { drawPlan } from "./pipeline.ts";
import { Queue } from "./queue.ts";
import { Random } from "./random.ts";
import { type Around, Scheduler } from "./scheduler.ts";
import { drawTraits, type Traits } from "./traits.ts";
import { type Change, changed, type Variant } from "./variant.ts";
import { Witness } from "./witness.ts";

const START = Date.UTC(2026, 0, 1);
/** Small, so that there are pages. */
const PAGE_SIZE = 2;

/** What a run happens in: its ports, and what is drawn from the seed. */
export class World {
  readonly random: Random;
  readonly traits: Traits;
  readonly plan: Plan;
  readonly runId: string;
  readonly files = new Map<string, readonly Row[]>();
  readonly objects = memoryObjects(this.files as Map<string, unknown>);
  readonly warehouse = memoryWarehouse(this.files);
  readonly lineage: Lineage;
  readonly queue: Queue;
  readonly scheduler: Scheduler;
  readonly change: Change;
  readonly witness: Witness;
  /** Steps of all workers, and the clock. */
  steps = 0;
  readonly #faults: Faults;

  constructor(seed: number, variant: Variant, lineage: Lineage = memoryLineage({ pageSize: PAGE_SIZE })) {
    this.random = new Random(seed * 7919 + 13);
    this.traits = { ...drawTraits(this.random), ...variant.traits };
    this.#faults = new Faults(this.random, this.traits);
    this.plan = drawPlan(this.random, () => this.#faults.work());
    this.runId = runIdFor(START, "simulation", seed);
    this.queue = new Queue(this.random, this.traits);
    this.scheduler = new Scheduler(this.random);
    this.lineage = lineage;
    this.change = variant.change?.(this) ?? {};
    this.lineage = this.change.lineage ?? lineage;
    this.witness = new Witness(this);
  }

  /**
   * Once the load of the run has failed, who is still loading takes back what it commits. Would it die before it can,
   * nobody would: a limit that `takeBack` names.
   */
  spares(subscription: string | null): boolean {
    return subscription === "load" && this.witness.loadFailed;
  }

  /** The ports as one worker has them: each call waits for its turn, and may find the port out. */
  ports(worker: number, subscription: string | null): Ports {
    const spared = () => this.spares(subscription);
    const mayBeOut: Around = (call) => (spared() ? call() : this.#faults.outage(call));
    const warehouse = this.#faults.warehouse(this.warehouse, spared);
    const wrap = <T extends object>(port: T): T => this.scheduler.wrap(worker, port, mayBeOut);
    return {
      bus: this.#bus(worker, mayBeOut),
      objects: wrap(this.objects),
      lineage: wrap(changed(this.lineage, { putHop: (hop) => this.#putHop(hop) })),
      // Without outages: one that lasts to the last try leaves rows that nobody takes back, as `takeBack` says.
      warehouse: this.scheduler.wrap(worker, warehouse, (call) => call()),
      engine: wrap(markingEngine(this.files, worker, () => this.#faults.work())),
      clock: { now: () => START + this.steps, sleep: async () => {} },
      metrics: silentMetrics,
      pipelines: { forRun: async () => this.plan },
      attemptId: () => `attempt-${worker}-${this.random.int(1_000_000)}`,
      settings: { baseDir: "/", partitionBytes: 1, producer: "waybill@simulation" },
    };
  }

  async #putHop(hop: Envelope): Promise<void> {
    await this.witness.sees(hop);
    await this.lineage.putHop(hop);
  }

  /** Who publishes many may die after some of them. */
  #bus(worker: number, mayBeOut: Around): Bus {
    const each = async (events: readonly Envelope[], send: (event: Envelope) => void) => {
      for (const event of events) {
        await this.scheduler.turn(worker);
        await mayBeOut(async () => send(event));
      }
    };
    return {
      publish: (events) =>
        each(events, (event) => {
          this.witness.hears(event);
          this.queue.publish(event);
        }),
      deliver: (name, events) => each(events, (event) => this.queue.deliver(name, event)),
    };
  }

  readonly timeout = () => new Transient("simulated.timeout", "a simulated time-out");
}
