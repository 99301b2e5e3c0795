import fc from "fast-check";

/**
 * Property tests draw the same values each time, so that what passed once is not red tomorrow for a change that
 * did nothing. `WAYBILL_SEED=random npm test` looks for what these values do not show; a number is that seed.
 */
const wanted = process.env.WAYBILL_SEED ?? "20261124";
if (wanted !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
