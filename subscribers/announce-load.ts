import { Loaded, subscriber } from "@waybill/events";

/** Tells whoever reads the log that a table has new rows. */
export default subscriber({ on: Loaded }, ({ metadata, data }, { log }) => {
  const { inserted, updated, unchanged } = data.rows;
  log(
    `${metadata.pipeline}: ${data.table} has ${inserted} new rows, ${updated} changed, ${unchanged} as before`,
  );
});
