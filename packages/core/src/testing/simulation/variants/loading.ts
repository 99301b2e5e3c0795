import type { LoadReport, LoadRequest, Warehouse } from "../../../ports/warehouse.ts";
import { changed, type Variant, withLineage } from "../variant.ts";
import type { World } from "../world.ts";

/** The load and the word of it are one transaction, which happens once. */
export const loadVariants: readonly Variant[] = [
  {
    name: "loads without a ledger",
    change: (world) => ({
      ports: (ports) => ({
        ...ports,
        warehouse: changed<Warehouse>(ports.warehouse, {
          load: (request, signal) => ports.warehouse.load(unknownToLedger(request, world), signal),
        }),
      }),
    }),
  },
  {
    name: "a ledger that is written after the rows, by itself",
    change: (world) => {
      let ledger: LoadReport | null = null;
      return {
        ports: (ports) => ({
          ...ports,
          warehouse: changed<Warehouse>(ports.warehouse, {
            async load(request, signal) {
              if (ledger) return { ...ledger, repeated: true };
              const report = await ports.warehouse.load(unknownToLedger(request, world), signal);
              // A turn later.
              await ports.lineage.getRun(request.runId);
              ledger = report;
              return report;
            },
          }),
        }),
      };
    },
  },
  {
    name: "says that it has loaded before the rows are committed",
    change: ({ files, warehouse }) => ({
      ports(ports) {
        let pending: LoadRequest | null = null;
        const rowsIn = (path: string) => files.get(path)?.length ?? 0;
        return {
          ...withLineage(ports, {
            async putHop(hop) {
              await ports.lineage.putHop(hop);
              if (pending) await ports.warehouse.load(pending, new AbortController().signal);
            },
          }),
          warehouse: {
            ...warehouse,
            async load(request) {
              pending = request;
              const got = request.artifacts.reduce((sum, { at }) => sum + rowsIn(at), 0);
              const rows = { got, inserted: got, updated: 0, unchanged: 0, superseded: 0, discarded: 0 };
              return { rows, drift: [], repeated: false };
            },
          },
        };
      },
    }),
  },
  {
    name: "leaves in the table what a failed load committed",
    traits: { transient: 0.5, permanent: 0 },
    change: () => ({
      ports: (ports) => ({
        ...ports,
        warehouse: changed<Warehouse>(ports.warehouse, { undo: async () => ({ removed: 0, restored: 0 }) }),
      }),
    }),
  },
];

/** As if it were another run's load: the ledger never saw it. */
const unknownToLedger = (request: LoadRequest, { random }: World): LoadRequest => ({
  ...request,
  runId: `${request.runId}-${random.int(1_000_000)}`,
});
