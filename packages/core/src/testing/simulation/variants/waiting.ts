import type { Variant } from "../variant.ts";

/** Nobody waits for a word that never comes. */
export const waitVariants: readonly Variant[] = [
  {
    name: "wakes nobody",
    change: () => ({
      ports: (ports) => ({ ...ports, bus: { ...ports.bus, deliver: async () => {} } }),
    }),
  },
  {
    name: "nobody sweeps",
    traits: { mortal: true, crashes: 0.1 },
    unswept: true,
  },
];
