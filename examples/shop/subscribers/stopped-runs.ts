import { Completed, subscriber } from "@waybill/events";

/** Says why a run ended without a load. */
export default subscriber(
  { on: Completed, where: { data: { status: ["failed"] } } },
  ({ metadata, data }, { log }) => {
    log(`${metadata.pipeline} loaded nothing: ${data.reason?.message ?? "no reason given"}`);
  },
);
