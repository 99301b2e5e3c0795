export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

const DRAFT_4 = "http://json-schema.org/draft-04/schema#";
/** Keywords whose value is a list of schemas. */
const LISTS = new Set(["anyOf", "oneOf", "allOf"]);
/** Keywords whose value is a schema. */
const SINGLE = new Set(["items", "not", "additionalProperties"]);
/** Keywords whose value has schemas by name. */
const NAMED = new Set(["properties", "patternProperties"]);
/** What draft 4 does not know and nothing depends on: it only narrows a name, or tells a tool something. */
const LEFT_OUT = new Set(["propertyNames", "$comment", "examples", "contentEncoding"]);

/**
 * A JSON Schema of draft 2020-12 in the words of draft 4, the only one that AWS's registry takes. What it accepts is
 * never less than the original.
 */
export function draft4(schema: JsonObject): JsonObject {
  const { $schema: _, $id, ...rest } = schema;
  return { $schema: DRAFT_4, ...($id !== undefined && { id: $id }), ...translate(rest) };
}

function translate(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).flatMap(([word, value]) => translateWord(word, value)));
}

function translateWord(word: string, value: Json): readonly (readonly [string, Json])[] {
  if (LEFT_OUT.has(word)) return [];
  if (word === "const") return [["enum", [value]]];
  if (word === "exclusiveMinimum")
    return [
      ["minimum", value],
      ["exclusiveMinimum", true],
    ];
  if (word === "exclusiveMaximum")
    return [
      ["maximum", value],
      ["exclusiveMaximum", true],
    ];
  if (LISTS.has(word)) return [[word, (value as readonly JsonObject[]).map(translate)]];
  if (SINGLE.has(word) && typeof value === "object") return [[word, translate(value as JsonObject)]];
  if (NAMED.has(word)) return [[word, translateNamed(value as JsonObject)]];
  return [[word, value]];
}

const translateNamed = (named: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, translate(schema as JsonObject)]));
