import { Usage } from "../../errors.ts";
import type { RowFunction } from "../../transform/step.ts";

const REASON = "a row function gives its result at once: look things up beforehand, in a source or a lookup";

/** What a row says whose function returned a promise. */
export const PROMISED = `the function returned a promise; ${REASON}`;

/** Refuses a function that would fail on every row. Errors: `Usage` `rows.async-function`. */
export function refuseAsyncFunction(each: RowFunction): void {
  const kind = Object.prototype.toString.call(each).slice("[object ".length, -1);
  if (kind === "Function") return;
  const isAsync = kind === "AsyncFunction";
  throw new Usage(
    "rows.async-function",
    `the function of a rows step is ${isAsync ? "async" : "a generator"}`,
    {
      where: each.name === "" ? undefined : each.name,
      why: REASON,
      next: isAsync ? "remove `async` and `await`" : "remove the `*` and return a list of rows",
    },
  );
}

/** Is it a promise? Its rejection is taken care of, since nobody will wait for it. */
export function isPromise(value: object): boolean {
  if (!("then" in value) || typeof value.then !== "function") return false;
  Promise.resolve(value).catch(() => {});
  return true;
}
