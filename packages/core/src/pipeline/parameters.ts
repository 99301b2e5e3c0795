import { Usage } from "../errors.ts";

export type Parameters = Readonly<Record<string, string | number | bigint | boolean | null>>;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Each parameter is one value that the query uses. Throws `Usage` (`sql.parameter`). */
export function refuseParameters(query: string, parameters: Parameters, where: string): void {
  for (const [name, value] of Object.entries(parameters)) {
    const problem = problemWith(query, name, value);
    if (problem) throw new Usage("sql.parameter", problem.message, { where, next: problem.next });
  }
}

function problemWith(query: string, name: string, value: unknown) {
  if (!NAME.test(name)) {
    return {
      message: `${JSON.stringify(name)} cannot name a parameter`,
      next: "write letters, digits and _",
    };
  }
  if (!isValue(value)) {
    return {
      message: `the parameter ${name} is no single value`,
      next: "give a text, a number, a boolean or null",
    };
  }
  if (new RegExp(`\\$${name}(?![A-Za-z0-9_])`).test(query)) return null;
  return {
    message: `the query does not use the parameter ${name}`,
    next: `write $${name} in the query, or leave it out`,
  };
}

const isValue = (value: unknown): boolean =>
  value === null ||
  typeof value === "string" ||
  typeof value === "bigint" ||
  typeof value === "boolean" ||
  (typeof value === "number" && Number.isFinite(value));
