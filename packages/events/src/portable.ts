import type * as z from "zod";
import { ContractError } from "./errors.ts";

// What JSON Schema says in full, and what reads the same after it was read once already.
const PORTABLE = new Set([
  ...["object", "record", "array", "union", "enum", "literal", "nullable", "optional", "default"],
  ...["string", "number", "int", "boolean", "null", "nonoptional"],
]);

/**
 * Refuses what a frozen schema could not say: code (refinements, transforms, coercion), which no other reader has and
 * no rule can compare, and objects that are strict or loose about unknown fields, which every reader ignores.
 */
export function refuseUnportable(
  schema: z.core.$ZodTypes,
  event: string,
  path: readonly (string | number)[],
): void {
  const { def } = schema._zod;
  const refuse = (what: string, next: string): never => {
    const where = [event, ...fields(path)].join(".");
    throw new ContractError("event.not-portable", `${where}: ${what}`, {
      where,
      why: "the frozen JSON Schema must say all of it, for readers that do not run this code",
      next,
    });
  };
  if (!PORTABLE.has(def.type)) refuse(`z.${def.type} has no place in an event`, "write it with plain types");
  if ("coerce" in def && def.coerce)
    refuse("coercion is code", "give the field the type that it is sent with");
  for (const check of "checks" in def ? (def.checks ?? []) : []) {
    const kind = check._zod.def.check;
    if (kind === "custom")
      refuse("a refinement is code", "use min, max, regex, enum, or check it in the domain");
    if (kind === "overwrite") refuse("a change of the value is code", "make the value right before `make`");
  }
  if (def.type === "object" && def.catchall) {
    refuse("the object says what becomes of unknown fields, which every reader ignores", "write z.object");
  }
}

/** The way through a JSON Schema as the way through the data: `rows.inserted`, `checks.[].rule`, `stages.*`. */
function fields(path: readonly (string | number)[]): string[] {
  const [keyword, next, ...rest] = path;
  switch (keyword) {
    case undefined:
      return [];
    case "properties":
      return [String(next), ...fields(rest)];
    case "items":
      return ["[]", ...fields(path.slice(1))];
    case "additionalProperties":
      return ["*", ...fields(path.slice(1))];
    default:
      return fields(typeof next === "number" ? rest : path.slice(1));
  }
}
