import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBType,
  HUGEINT,
  INTEGER,
  SQLNULL,
  VARCHAR,
} from "@duckdb/node-api";
import type { SqlStep } from "../../transform/step.ts";
import type { Bindings } from "../database.ts";
import { type Problem, problem } from "./problem.ts";
import type { Tree } from "./tree.ts";

type Parameter = SqlStep["parameters"][string];

/** Parameters that the query asks for and the step does not give, or that have no name. */
export function parameterProblems(tree: Tree, given: SqlStep["parameters"]): readonly Problem[] {
  const names = Object.keys(given);
  return tree.parameters
    .filter((name) => !Object.hasOwn(given, name))
    .map((name) =>
      /^\d+$/.test(name)
        ? problem("sql.parameter", "a parameter has no name", tree.sql, {
            next: "write $name in the query and parameters: { name: … } at the step",
          })
        : problem("sql.parameter", `nothing gives $${name} a value`, tree.sql, {
            why: names.length === 0 ? "the step has no parameters" : `the parameters are ${names.join(", ")}`,
            next: `add parameters: { ${name}: … } to the step`,
          }),
    );
}

/** The values for the parameters that the query asks for; others stay out, the engine takes none that it does not know. */
export function bindingsFor(tree: Tree, given: SqlStep["parameters"]): Bindings {
  const wanted = tree.parameters.filter((name) => Object.hasOwn(given, name));
  return {
    values: Object.fromEntries(wanted.map((name) => [name, given[name] ?? null])),
    types: Object.fromEntries(wanted.map((name) => [name, typeOf(given[name] ?? null)])),
  };
}

const INT32 = 2 ** 31;

function typeOf(value: Parameter): DuckDBType {
  switch (typeof value) {
    case "string":
      return VARCHAR;
    case "boolean":
      return BOOLEAN;
    case "bigint":
      return BigInt.asIntN(64, value) === value ? BIGINT : HUGEINT;
    case "number":
      return numberType(value);
    default:
      return SQLNULL;
  }
}

function numberType(value: number): DuckDBType {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return DOUBLE;
  return value >= -INT32 && value < INT32 ? INTEGER : BIGINT;
}
