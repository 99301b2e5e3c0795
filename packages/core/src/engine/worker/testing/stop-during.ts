/**
 * Stops while the engine's thread is in a query that cannot be interrupted: `abort` gives up the request and makes
 * another one, `outlive` then waits for longer than its query takes, `close` closes the engine, `leave` does nothing.
 * Says what happened, and leaves with the code that is named second.
 */
import { tmpdir } from "node:os";
import { engineInWorker } from "../index.ts";
import { extractOf, NUMBERS } from "./extract.ts";
import { quick } from "./numbers.ts";

const [, , way, code] = process.argv;
const letters = way === "outlive" ? 15_000 : 60_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const engine = engineInWorker({
  settings: { tempDirectory: tmpdir() },
  locate: () => ({ module: NUMBERS, export: "quick" }),
  engine: { module: new URL("./native-engine.ts", import.meta.url).href, export: "nativeEngine" },
  stopMs: 100,
});
const abort = new AbortController();
const work = engine.extract(extractOf(quick, letters, abort.signal)).catch((error: Error) => error.message);
// Until the thread is at the query.
await engine.sniff("the thread is up.csv", {});
await sleep(way === "outlive" ? 400 : 1000);

if (way === "abort" || way === "outlive") {
  abort.abort(new Error("Ctrl-C"));
  const said = await work;
  const { rows } = await engine.extract(extractOf(quick, 10));
  console.log(said, rows.read);
}
if (way === "close") {
  await engine.close();
  console.log(await work);
}
if (way === "outlive") await sleep(4000);
process.exit(Number(code));
