import type * as z from "zod";
import { refused } from "../refuse.ts";
import { sayableChecks, type Typed } from "./typed.ts";

/** `z.enum()` and `z.literal()` of texts: text, of which only some values are allowed. */
export function valuesColumn(
  definition: z.core.$ZodEnumDef | z.core.$ZodLiteralDef<z.core.util.Literal>,
  path: string,
): Typed {
  sayableChecks(definition, path);
  const values = definition.type === "enum" ? enumValues(definition.entries) : definition.values;
  const texts = values.filter((value) => typeof value === "string");
  if (texts.length < values.length) {
    const isNull = values.includes(null) || values.includes(undefined);
    throw refused({
      path,
      what: `z.${definition.type}() with a value that is no text`,
      why: "it is kept as text",
      next: isNull
        ? "leave NULL out and write .nullable()"
        : "write z.int() or z.boolean(), and .check(({ column }) => [column.oneOf([…])])",
    });
  }
  return {
    type: { kind: "text", maxLength: Math.max(...texts.map((text) => [...text].length)) },
    rules: [{ rule: "oneOf", values: texts }],
  };
}

/** A TypeScript enum of numbers also holds the way back, from number to name: no values of its own. */
function enumValues(entries: z.core.util.EnumLike): (string | number)[] {
  const backwards = new Set(
    Object.values(entries)
      .filter((value) => typeof value === "number")
      .map(String),
  );
  return Object.entries(entries).flatMap(([name, value]) => (backwards.has(name) ? [] : [value]));
}
