import type { AnyPipeline } from "../../../pipeline/pipeline.ts";
import type { ExtractRequest } from "../../../ports/engine.ts";

/** A request for this many rows. */
export const extractOf = (
  { plan }: AnyPipeline,
  detail: number,
  signal = new AbortController().signal,
): ExtractRequest => ({
  plan,
  runTime: 0,
  signal,
  source: plan.source.name,
  work: { describe: "numbers", inputs: [], detail },
  partition: 0,
  out: { rows: "", rejects: "", quarantine: "" },
});

/** Where the engine of row functions lies, for the options of `engineInWorker`. */
export const ROWS_ENGINE = {
  module: new URL("./rows-engine.ts", import.meta.url).href,
  export: "rowsEngine",
};
export const NUMBERS = new URL("./numbers.ts", import.meta.url).href;
