import { describe, expect, it } from "vitest";
import { draft4, type Json } from "./draft4.ts";
import { frozenSchemas } from "./frozen.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

/** Every keyword of a schema, wherever a schema may be in it. */
function words(schema: Json): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap(words);
  return Object.entries(schema).flatMap(([word, value]) => [
    word,
    ...(word === "properties"
      ? Object.values(value as object).flatMap(words)
      : word === "enum"
        ? []
        : words(value)),
  ]);
}

const DRAFT_4 = new Set(
  `$schema id title description type properties required additionalProperties patternProperties items enum anyOf oneOf
   allOf not format pattern minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems
   uniqueItems default`.split(/\s+/),
);

describe("a frozen schema in the words of draft 4", () => {
  it.each(frozenSchemas(ROOT).map(({ event, version, schema }) => [`${event} ${version}`, schema] as const))(
    "%s has no other words",
    (_, schema) => {
      expect([...new Set(words(draft4(schema)))].filter((word) => !DRAFT_4.has(word))).toEqual([]);
    },
  );

  it("says the same of a constant, a bound, and what is nested", () => {
    expect(
      draft4({
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $id: "x",
        type: "object",
        properties: {
          const: { const: 1 },
          list: { type: "array", items: { exclusiveMinimum: 0 } },
          either: { anyOf: [{ const: "a" }, { type: "null" }] },
        },
        additionalProperties: false,
      }),
    ).toEqual({
      $schema: "http://json-schema.org/draft-04/schema#",
      id: "x",
      type: "object",
      properties: {
        const: { enum: [1] },
        list: { type: "array", items: { minimum: 0, exclusiveMinimum: true } },
        either: { anyOf: [{ enum: ["a"] }, { type: "null" }] },
      },
      additionalProperties: false,
    });
  });
});
