import {
  deterministicUlid,
  type Envelope,
  Failed,
  isEvent,
  RUN_UNIT,
  type Stage,
  slotId,
} from "@waybill/events";
import type { Lineage } from "../../../ports/lineage.ts";
import { unitItem } from "../../../run/state.ts";
import type { Ports } from "../../../stages/index.ts";
import { changed, type Variant, withLineage } from "../variant.ts";

/** The first envelope stored in a slot wins, and everybody goes on with that one. */
export const slotVariants: readonly Variant[] = [
  {
    name: "a hop overwrites the one in its slot",
    change: ({ lineage }) => {
      const last = new Map<string, Envelope>();
      const latest = (hop: Envelope) => last.get(hop.metadata.id) ?? hop;
      return {
        lineage: changed<Lineage>(lineage, {
          async putHop(hop) {
            last.set(hop.metadata.id, hop);
            await lineage.putHop(hop);
          },
          getHop: async (id) => last.get(id) ?? lineage.getHop(id),
          hops: async (runId) => (await lineage.hops(runId)).map(latest),
        }),
      };
    },
  },
  {
    name: "goes on with its own envelope instead of the stored one",
    change: () => ({ ports: (ports) => preferringOwn(ports, () => true) }),
  },
  {
    name: "plans by its own list instead of the stored one",
    change: () => ({ ports: (ports) => preferringOwn(ports, isOf("plan")) }),
  },
  {
    name: "settles by its own decision instead of the stored one",
    change: () => ({ ports: (ports) => preferringOwn(ports, isOf("settle")) }),
  },
  {
    name: "a failure has an id of its own, so it does not compete with success",
    change: () => ({
      ports(ports) {
        const failures = new Map<string, string>();
        return withLineage(ports, {
          async putHop(hop) {
            if (!isEvent(Failed, hop)) return ports.lineage.putHop(hop);
            const { id, runId, slot } = hop.metadata;
            const other = deterministicUlid(0, runId, slot.unit, slot.stage, slot.generation, "failed");
            failures.set(id, other);
            await ports.lineage.putHop({ ...hop, metadata: { ...hop.metadata, id: other } });
          },
          getHop: (id) => ports.lineage.getHop(failures.get(id) ?? id),
        });
      },
    }),
  },
  {
    name: "acknowledges because the hop is there",
    change: ({ lineage }) => ({
      handle:
        (handle, { subscription, event }) =>
        async (received, ports, delivery) => {
          const { runId, slot } = event.metadata;
          const own = slotId(runId, { ...slot, stage: subscription as Stage });
          return (await lineage.getHop(own)) ? "done" : handle(received, ports, delivery);
        },
    }),
  },
  {
    name: "publishes only what it put itself",
    change: () => ({
      ports(ports) {
        const own = new Set<string>();
        const isOwn = ({ metadata }: Envelope) => own.has(metadata.id);
        const { bus } = ports;
        return {
          ...withLineage(ports, {
            async putHop(hop) {
              if (!(await ports.lineage.getHop(hop.metadata.id))) own.add(hop.metadata.id);
              await ports.lineage.putHop(hop);
            },
          }),
          bus: { ...bus, publish: (events) => bus.publish(events.filter(isOwn)) },
        };
      },
    }),
  },
  {
    name: "advances a unit before its hop is stored",
    change: ({ plan }) => ({
      ports: (ports) =>
        withLineage(ports, {
          async putHop(hop) {
            const item = hop.metadata.slot.unit === RUN_UNIT ? null : unitItem(plan, hop);
            if (item) await ports.lineage.advanceUnit(item);
            await ports.lineage.putHop(hop);
          },
        }),
    }),
  },
];

const isOf =
  (stage: Stage) =>
  ({ metadata }: Envelope): boolean =>
    metadata.slot.stage === stage && metadata.slot.unit === RUN_UNIT;

/** Of what this worker put, it reads back its own. */
function preferringOwn(ports: Ports, which: (hop: Envelope) => boolean): Ports {
  const own = new Map<string, Envelope>();
  return withLineage(ports, {
    async putHop(hop) {
      await ports.lineage.putHop(hop);
      if (which(hop)) own.set(hop.metadata.id, hop);
    },
    getHop: async (id) => own.get(id) ?? ports.lineage.getHop(id),
  });
}
