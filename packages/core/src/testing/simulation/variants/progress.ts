import { isEvent, Requested } from "@waybill/events";
import type { Lineage, RunItem, UnitItem } from "../../../ports/lineage.ts";
import { progress } from "../../../run/progress.ts";
import { changed, type Variant, withLineage } from "../variant.ts";
import type { World } from "../world.ts";

/** Progress is (generation, rank), and every read that decides something sees every earlier write. */
export const progressVariants: readonly Variant[] = [
  {
    name: "progress by rank alone, without the generation",
    traits: { retries: 2, permanent: 0.15 },
    change: ({ lineage }) => {
      // Each reset counts, whoever makes it; anything else belongs to the newest one, however old it is.
      const resets = new Map<string, number>();
      return {
        lineage: changed<Lineage>(lineage, {
          async advanceUnit(item) {
            const known = resets.get(item.unit) ?? 0;
            const generation = item.status === "Planned" && item.generation > 0 ? item.generation : known;
            resets.set(item.unit, Math.max(known, generation));
            await lineage.advanceUnit({ ...item, generation });
          },
        }),
      };
    },
  },
  {
    name: "an index of open units that lags behind",
    change: (world) => {
      const index = new Lagging<readonly UnitItem[]>(world);
      const { lineage, runId } = world;
      const open = () => lineage.openUnits(runId, 1);
      return {
        lineage: changed<Lineage>(lineage, {
          async advanceUnit(item) {
            await lineage.advanceUnit(item);
            index.wrote(await open());
          },
          openUnits: async () => index.read(await open()),
        }),
      };
    },
  },
  {
    name: "a read of the run that lags behind",
    traits: { mortal: false, outages: 0, duplicates: 0, workers: 1, zombie: false },
    change: (world) => {
      const run = new Lagging<RunItem | null>(world);
      const { lineage, runId } = world;
      const afterwards = async () => run.wrote(await lineage.getRun(runId));
      return {
        ports: (ports) =>
          withLineage(ports, {
            async advanceRun(item) {
              await ports.lineage.advanceRun(item);
              await afterwards();
            },
            async setPlanned(id, planned) {
              await ports.lineage.setPlanned(id, planned);
              await afterwards();
            },
            getRun: async (id) => run.read(await ports.lineage.getRun(id)),
          }),
      };
    },
  },
  {
    name: "the run takes the new generation before its units are open again",
    traits: { retries: 2, permanent: 0.15 },
    change: () => ({
      handle:
        (handle, { event }) =>
        async (received, ports, delivery) => {
          const { runId, pipeline, slot } = event.metadata;
          if (isEvent(Requested, event) && slot.generation > 0) {
            const item = { runId, pipeline, outcome: null, ...progress(slot.generation, "Planned") };
            await ports.lineage.advanceRun(item);
          }
          return handle(received, ports, delivery);
        },
    }),
  },
];

/** Of how many writes a late reader may not know. */
const LAG = 4;

/** A value as readers see it who may be some writes behind. */
class Lagging<T> {
  readonly #world: World;
  readonly #written: T[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  wrote(value: T): void {
    this.#written.push(value);
  }

  read(now: T): T {
    return [...this.#written, now].at(-1 - this.#world.random.int(LAG)) ?? now;
  }
}
