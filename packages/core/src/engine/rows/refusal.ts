import type { Row } from "../../transform/step.ts";
import { describe } from "../codec/index.ts";
import { isPromise, PROMISED } from "./async.ts";

/** A result that is none; its row is quarantined with `name: message`, like one whose function threw. */
export class Refusal extends Error {
  constructor(
    name: "WrongResult" | "WrongType" | "MissingValue" | "ExtraColumn" | "AsyncFunction",
    message: string,
  ) {
    super(message);
    this.name = name;
  }
}

/** Refuses what is no row. */
export function asRow(result: unknown): Row {
  if (typeof result === "object" && result !== null) return result as Row;
  const next = result === undefined ? "; return null to drop the row" : "";
  throw new Refusal("WrongResult", `expected a row, a list of rows or null, got ${describe(result)}${next}`);
}

/** Looks closer at a result that has other keys than the columns it was asked for. */
export function refuseOddities(result: Row, adds: ReadonlySet<string>): void {
  if (isPromise(result)) throw new Refusal("AsyncFunction", PROMISED);
  if (Symbol.iterator in result) {
    throw new Refusal("WrongResult", `expected a row, a list of rows or null, got ${describe(result)}`);
  }
  for (const key in result) {
    if (!adds.has(key)) {
      throw new Refusal(
        "ExtraColumn",
        `${key}: the step does not add this column; name it in \`adds\`, or leave it out`,
      );
    }
  }
}
