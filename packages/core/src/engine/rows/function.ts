import { DuckDBScalarFunction, LIST, STRUCT, VARCHAR } from "@duckdb/node-api";
import bindings from "@duckdb/node-bindings";
import type { RowsStep } from "../../transform/step.ts";
import { vectorType } from "../codec/index.ts";
import { compileBatch } from "./batch.ts";
import { callGate } from "./gate.ts";

/**
 * The step as a function of the engine: from the columns it reads to a list of structs, one for each result. Their
 * fields are the added columns by number, and the error.
 */
export function createFunction(name: string, step: RowsStep): DuckDBScalarFunction {
  const fields = step.adds.map(({ type }, place) => [`column_${place}`, vectorType(type)]);
  const scalar = new DuckDBScalarFunction();
  scalar.setName(name);
  for (const { type } of step.reads) scalar.addParameter(vectorType(type));
  scalar.setReturnType(LIST(STRUCT({ ...Object.fromEntries(fields), error: VARCHAR })));
  // NULL goes to the function like any other value, and the engine calls it once for each row.
  scalar.setSpecialHandling();
  scalar.setVolatile();
  const batch = compileBatch(step);
  // Below the library's own wrapper, which would make an object for each vector of each chunk.
  bindings.scalar_function_set_function(scalar.scalar_function, (_, chunk, output) =>
    callGate().pass(() => batch(chunk, output)),
  );
  return scalar;
}
