import type { JsonSchema } from "./json-schema.ts";

// The order in which a person reads a schema; what stands on neither list comes between them, by name.
const FIRST = ["$schema", "$id", "title", "description", "type", "const", "enum", "format", "pattern"];
const LAST = ["properties", "required", "propertyNames", "additionalProperties", "items", "oneOf", "anyOf"];

/** The same schema with its keywords in one order, whatever made it. Fields keep the order of their declaration. */
export function inOrder(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(schema).sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([keyword, value]) => [keyword, inner(keyword, value)]));
}

const place = (keyword: string): number =>
  FIRST.includes(keyword) ? FIRST.indexOf(keyword) - FIRST.length : LAST.indexOf(keyword) + 1;

function inner(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case "required":
      return [...(value as string[])].sort();
    case "properties": {
      const fields = Object.entries(value as Record<string, JsonSchema>);
      return Object.fromEntries(fields.map(([name, field]) => [name, inOrder(field)]));
    }
    case "oneOf":
    case "anyOf":
      return (value as JsonSchema[]).map(inOrder);
    case "items":
    case "propertyNames":
    case "additionalProperties":
      return inOrder(value as JsonSchema);
    default:
      return value;
  }
}
