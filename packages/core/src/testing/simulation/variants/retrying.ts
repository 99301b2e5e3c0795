import { isEvent, parseEvent, Requested } from "@waybill/events";
import { plan } from "../../../stages/plan.ts";
import { runStage } from "../../../stages/run-stage.ts";
import type { Variant } from "../variant.ts";

/** A retry begins after the generation before has ended, has failed, and has said so. */
export const retryVariants: readonly Variant[] = [
  {
    name: "a retry that nobody guards",
    traits: { retries: 2, impatient: true },
    change: () => ({
      handle: (handle, { subscription }) =>
        subscription !== "plan"
          ? handle
          : async (received, ports, delivery) => {
              await runStage(plan, parseEvent(received), ports, delivery);
              return "done";
            },
    }),
  },
  {
    name: "a retry is refused because nothing has settled yet",
    traits: { retries: 1, impatient: true, permanent: 0.15 },
    change: () => ({
      handle:
        (handle, { event }) =>
        async (received, ports, delivery) => {
          const outcome = await handle(received, ports, delivery);
          return isEvent(Requested, event) ? "done" : outcome;
        },
    }),
  },
  {
    name: "a retry begins before the old decision was announced",
    traits: {
      retries: 1,
      impatient: true,
      permanent: 0.35,
      crashes: 0.1,
      duplicates: 0,
      workers: 2,
      mortal: false,
      outages: 0,
    },
    change: () => ({
      ports(ports, { subscription, event }) {
        if (subscription !== "plan") return ports;
        const { generation } = event.metadata.slot;
        const { bus } = ports;
        return {
          ...ports,
          bus: {
            ...bus,
            publish: (events) =>
              bus.publish(
                events.filter(
                  ({ metadata: { slot } }) => !(slot.stage === "settle" && slot.generation < generation),
                ),
              ),
          },
        };
      },
    }),
  },
];
