import type { Column } from "../../contract/column.ts";
import { duckType } from "../types.ts";
import { fits } from "./fits.ts";
import { type Problem, problem } from "./problem.ts";

/** A column as the engine describes it. */
export interface Described {
  readonly name: string;
  readonly type: string;
}

/** What the query yields, against what the step says it yields. Names are compared as the engine does, without case. */
export function columnProblems(
  sql: string,
  actual: readonly Described[],
  declared: readonly Column[],
): readonly Problem[] {
  const find = <T extends { readonly name: string }>(columns: readonly T[], name: string) =>
    columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  const missing = declared.filter(({ name }) => !find(actual, name));
  const extra = actual.filter(({ name }) => !find(declared, name));
  const names = actual.map(({ name }) => name).join(", ");
  return [
    ...missing.map(({ name, type }) =>
      problem("sql.missing-column", `the query does not yield ${name} (${duckType(type)})`, sql, {
        why: `it yields ${names}`,
        next: `add ${name} to the query, or take it out of produces`,
      }),
    ),
    ...extra.map(({ name, type }) =>
      problem("sql.extra-column", `the query yields ${name} (${type}), which produces does not have`, sql, {
        why: `produces has ${declared.map(({ name }) => name).join(", ")}`,
        next: `add ${name} to produces, or take it out of the query: select * exclude (${name}) …`,
      }),
    ),
    ...declared.flatMap((column) => {
      const found = find(actual, column.name);
      return found && !fits(found.type, column.type) ? [wrongType(sql, found, column)] : [];
    }),
  ];
}

const wrongType = (sql: string, { type: actual }: Described, { name, type }: Column): Problem => {
  const expected = duckType(type);
  return problem("sql.column-type", `${name} is ${actual}, and produces says ${expected}`, sql, {
    why: "a value could be lost or fail on the way from one to the other",
    next: `write cast(… as ${expected}) as ${name} in the query, or change the type in produces`,
  });
};
