import { Permanent, Transient } from "../../errors.ts";
import type { Warehouse } from "../../ports/warehouse.ts";
import type { Random } from "./random.ts";
import type { Around } from "./scheduler.ts";
import type { Traits } from "./traits.ts";

/** What goes wrong in a schedule, other than crashes. */
export class Faults {
  readonly #random: Random;
  readonly #traits: Traits;

  constructor(random: Random, traits: Traits) {
    this.#random = random;
    this.#traits = traits;
  }

  /** Before a piece of work: it may fail for good, or for now. */
  work(): void {
    const drawn = this.#random.next();
    const { permanent, transient } = this.#traits;
    if (drawn < permanent) throw new Permanent("simulated.mistake", "a simulated mistake");
    if (drawn < permanent + transient) throw hiccup();
  }

  /** A port that is out for now; half of the time the call had done its work already. */
  readonly outage: Around = async (call) => {
    if (!this.#random.chance(this.#traits.outages)) return call();
    if (this.#random.chance(0.5)) await call();
    throw hiccup();
  };

  /** A refusal is the same for whoever tries. A load of which nobody heard that it was committed may well have been. */
  warehouse(warehouse: Warehouse, spared: () => boolean): Warehouse {
    return {
      ...warehouse,
      load: async (request, signal) => {
        if (this.#traits.loadRefused) throw new Permanent("simulated.refusal", "a simulated refusal");
        if (this.#random.chance(this.#traits.transient)) throw hiccup();
        const report = await warehouse.load(request, signal);
        if (!spared() && this.#random.chance(this.#traits.transient)) throw hiccup();
        return report;
      },
    };
  }
}

const hiccup = () => new Transient("simulated.hiccup", "a simulated hiccup");
