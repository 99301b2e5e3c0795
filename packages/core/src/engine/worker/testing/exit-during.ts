/** Leaves with code 7 while a row function runs in the engine's thread; the pipeline is named on the command line. */
import { tmpdir } from "node:os";
import { engineInWorker } from "../index.ts";
import { extractOf, NUMBERS, ROWS_ENGINE } from "./extract.ts";
import { endless, slow } from "./numbers.ts";

const chosen = process.argv[2] === "slow" ? slow : endless;
const engine = engineInWorker({
  settings: { tempDirectory: tmpdir() },
  locate: () => ({ module: NUMBERS, export: chosen.plan.name }),
  engine: ROWS_ENGINE,
  noticeMs: 200,
});
const abort = new AbortController();
engine
  .extract(extractOf(chosen, 10_000_000, abort.signal))
  .catch((error: Error) => console.log(error.message));
await new Promise((resolve) => setTimeout(resolve, 1000));
if (process.argv[3] === "abort") {
  abort.abort(new Error("stopped"));
  await new Promise((resolve) => setTimeout(resolve, 500));
}
process.exit(7);
