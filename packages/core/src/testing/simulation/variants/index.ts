import { type Stage, slotId } from "@waybill/events";
import { type Variant, withLineage } from "../variant.ts";
import { artifactVariants } from "./artifacts.ts";
import { loadVariants } from "./loading.ts";
import { progressVariants } from "./progress.ts";
import { retryVariants } from "./retrying.ts";
import { announcingEarly, settleVariants } from "./settling.ts";
import { slotVariants } from "./slots.ts";
import { waitVariants } from "./waiting.ts";

/** Shortcuts that look harmless. Each must be caught, or the simulation does not look where it should. */
export const WRONG: readonly Variant[] = [
  ...slotVariants,
  ...progressVariants,
  ...settleVariants,
  ...retryVariants,
  ...artifactVariants,
  ...loadVariants,
  ...waitVariants,
];

/** Differences that do no harm: what the house does not depend on. */
export const HARMLESS: readonly Variant[] = [
  {
    name: "publishes each unit's work as it opens it",
    change: () => ({ ports: announcingEarly }),
  },
  {
    name: "has no index of open units",
    change: () => ({ ports: (ports) => withLineage(ports, { openUnits: async () => [] }) }),
  },
  {
    // Not so for transform: what it needs may be open again in a later generation, and it would acknowledge.
    name: "does the work of a partition or the load again where its hop is there already",
    change: () => ({
      ports(ports, { subscription, event }) {
        if (subscription === "transform") return ports;
        const { runId, slot } = event.metadata;
        const own = slotId(runId, { ...slot, stage: subscription as Stage });
        let looked = false;
        return withLineage(ports, {
          async getHop(id) {
            const looksAgain = looked || id !== own;
            looked ||= id === own;
            return looksAgain ? ports.lineage.getHop(id) : null;
          },
        });
      },
    }),
  },
];
