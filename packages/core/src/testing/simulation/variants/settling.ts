import { deterministicUlid, type Envelope, RUN_UNIT, slotId } from "@waybill/events";
import type { Ports } from "../../../stages/index.ts";
import { type Delivered, type Variant, withLineage } from "../variant.ts";
import type { World } from "../world.ts";

const VALIDATED_RANK = 3;

/** The barrier falls once, for the right generation, whoever comes to it. */
export const settleVariants: readonly Variant[] = [
  {
    name: "looks at the barrier only where it moved its unit itself",
    change: ({ lineage }) => ({
      ports(ports, { subscription }) {
        if (subscription === "plan") return ports;
        let moved = true;
        return withLineage(ports, {
          async advanceUnit(item) {
            const before = await lineage.getUnit(item.runId, item.unit);
            await ports.lineage.advanceUnit(item);
            moved = before?.hopId !== item.hopId;
          },
          getRun: async (id) => (moved ? ports.lineage.getRun(id) : null),
        });
      },
    }),
  },
  {
    name: "the run's status says that it has settled",
    traits: { crashes: 0.15, retries: 0, permanent: 0 },
    change: () => ({
      ports: (ports) =>
        withLineage(ports, {
          async getRun(id) {
            const run = await ports.lineage.getRun(id);
            return run && run.rank >= VALIDATED_RANK ? null : run;
          },
        }),
    }),
  },
  {
    name: "all generations settle in one slot",
    traits: { retries: 1, permanent: 0.15 },
    change: ({ runId }) => {
      const slots = new Map(
        GENERATIONS.map((generation) => [settleId(runId, generation), settleId(runId, 0)]),
      );
      return { ports: (ports) => redirecting(ports, (id) => slots.get(id) ?? id) };
    },
  },
  {
    name: "each cause settles in a slot of its own",
    change: (world) => {
      const known = new Map<string, string>();
      return { ports: (ports, job) => settlingByCause(ports, job, world, known) };
    },
  },
  {
    name: "settles without knowing how many units there are, while they are still being opened",
    traits: { zombie: true, workers: 4, permanent: 0, republish: "ignored" },
    change: () => ({
      ports: (ports, job) =>
        withLineage(announcingEarly(ports, job), {
          async getRun(id) {
            const run = await ports.lineage.getRun(id);
            return run && { ...run, planned: run.planned ?? 0 };
          },
        }),
    }),
  },
];

const GENERATIONS = [0, 1, 2, 3];
const settleId = (runId: string, generation: number): string =>
  slotId(runId, { unit: RUN_UNIT, stage: "settle", generation });

const redirecting = (ports: Ports, to: (id: string) => string): Ports =>
  withLineage(ports, {
    putHop: (hop) => ports.lineage.putHop({ ...hop, metadata: { ...hop.metadata, id: to(hop.metadata.id) } }),
    getHop: (id) => ports.lineage.getHop(to(id)),
  });

/** Who only asks whether it has settled, is told of any. */
function settlingByCause(
  ports: Ports,
  { subscription, event }: Delivered,
  world: World,
  known: Map<string, string>,
): Ports {
  const ids = new Set(GENERATIONS.map((generation) => settleId(world.runId, generation)));
  return redirecting(ports, (id) => {
    if (!ids.has(id)) return id;
    const own = deterministicUlid(0, id, event.metadata.id);
    if (subscription === "plan") return known.get(id) ?? own;
    if (!known.has(id)) known.set(id, own);
    return own;
  });
}

/** Each unit's work is published as soon as the unit is open. */
export function announcingEarly(ports: Ports, { subscription }: Delivered): Ports {
  if (subscription !== "plan") return ports;
  return withLineage(ports, {
    async advanceUnit(item) {
      await ports.lineage.advanceUnit(item);
      const hop: Envelope | null = await ports.lineage.getHop(item.hopId);
      if (hop) await ports.bus.publish([hop]);
    },
  });
}
