import type { Row } from "../../transform/step.ts";
import type { Values } from "../codec/index.ts";

/** Makes the row with this number from the columns of a batch. */
export type MakeRow = (row: number) => Row;

/**
 * Puts the values of a result into the columns, each at `at`. Returns how many keys it has that are no columns, a key
 * whose value is undefined among them; -1 where it has none of the columns.
 */
export type TakeResult = (result: Row, at: number) => number;

// Code that names the columns is ten times as fast as code that loops over their names: the JavaScript engine then
// knows the shape of every row. Names get into it as JSON strings alone, which are JavaScript's too, whatever they hold.

/** From the names of columns to a maker for each batch. */
export function compileMakeRow(names: readonly string[]): (columns: readonly Values[]) => MakeRow {
  const entries = names.map((name, place) => `${key(name)}: c${place}[row]`);
  return compile(
    "columns",
    `const [${places("c", names)}] = columns; return (row) => ({ ${entries.join(", ")} });`,
  );
}

/** From the names of columns to a taker for each batch. */
export function compileTakeResult(names: readonly string[]): (columns: readonly unknown[][]) => TakeResult {
  const takes = names.map(
    (name, place) => `const v${place} = result[${JSON.stringify(name)}]; c${place}[at] = v${place};`,
  );
  const present = names.map((_, place) => `(v${place} !== undefined)`);
  return compile(
    "columns",
    `const [${places("c", names)}] = columns;
     return (result, at) => {
       ${takes.join("\n")}
       const present = ${["0", ...present].join(" + ")};
       if (present === 0) return -1;
       let keys = 0;
       for (const _ in result) keys++;
       return keys - present;
     };`,
  );
}

const places = (prefix: string, names: readonly string[]): string =>
  names.map((_, place) => `${prefix}${place}`).join(", ");

// `"__proto__": x` sets the prototype; computed it is a key like any other.
const key = (name: string): string => (name === "__proto__" ? `["__proto__"]` : JSON.stringify(name));

function compile<F>(parameter: string, body: string): F {
  return new Function(parameter, `"use strict"; ${body}`) as F;
}
