import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../json-schema.ts";
import { valid } from "../testing/arbitrary.ts";
import { places } from "./place.ts";
import type { Direction } from "./rule.ts";
import { rules } from "./rules/index.ts";
import { shapeOf } from "./shape.ts";

const names = ["a", "b", "c"];

/** Small schemas of everything that an event may be made of, so that two of them are often nearly alike. */
const { schema: anySchema } = fc.letrec<{ schema: JsonSchema; leaf: JsonSchema; object: JsonSchema }>(
  (tie) => ({
    leaf: fc.oneof(
      fc.constantFrom<JsonSchema>(
        { type: "string" },
        { type: "string", minLength: 2 },
        { type: "string", pattern: "^a" },
        { type: "boolean" },
        { type: "number" },
        { type: "integer" },
        { type: "integer", minimum: 0 },
        { type: "integer", minimum: 0, maximum: 3 },
        { type: ["string", "null"] },
      ),
      fc
        .subarray(["x", "y", "z"], { minLength: 1 })
        .map((values): JsonSchema => ({ type: "string", enum: values })),
    ),
    object: fc
      .tuple(
        fc.dictionary(fc.constantFrom(...names), tie("schema"), { maxKeys: 3, noNullPrototype: true }),
        fc.subarray(names),
        fc.option(fc.constantFrom("run", "unit"), { nil: undefined }),
      )
      .map(([properties, wanted, scope]): JsonSchema => {
        const tag: Record<string, JsonSchema> = scope ? { scope: { type: "string", const: scope } } : {};
        const required = wanted.filter((name) => name in properties);
        return {
          type: "object",
          properties: { ...properties, ...tag },
          required: scope ? [...required, "scope"] : required,
        };
      }),
    schema: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      tie("leaf"),
      tie("object"),
      tie("schema").map((items): JsonSchema => ({ type: "array", items })),
      tie("schema").map((entry): JsonSchema => ({ type: "object", additionalProperties: entry })),
      fc.tuple(tie("object"), tie("object")).map((anyOf): JsonSchema => ({ anyOf })),
      fc.tuple(tie("leaf"), tie("leaf")).map((anyOf): JsonSchema => ({ anyOf })),
    ),
  }),
);

/** The schema with one place changed, or taken away, or made optional. */
const nearly = (schema: JsonSchema): fc.Arbitrary<JsonSchema> => {
  const { type, properties, required = [], items, additionalProperties, anyOf } = schema;
  const ways: fc.Arbitrary<JsonSchema>[] = [
    anySchema,
    fc.constant(schema),
    fc.constant({ anyOf: [schema, { type: "null" }] }),
  ];
  for (const [name, property] of Object.entries(properties ?? {})) {
    const { [name]: _, ...others } = properties ?? {};
    ways.push(
      nearly(property as JsonSchema).map((now) => ({
        ...schema,
        properties: { ...properties, [name]: now },
      })),
    );
    ways.push(fc.constant({ ...schema, required: required.filter((one) => one !== name) }));
    ways.push(fc.constant({ ...schema, required: [...new Set([...required, name])] }));
    ways.push(
      fc.constant({ ...schema, properties: others, required: required.filter((one) => one !== name) }),
    );
  }
  if (properties) ways.push(anySchema.map((now) => ({ ...schema, properties: { ...properties, d: now } })));
  if (type === "number") ways.push(fc.constant({ ...schema, type: "integer" }));
  if (type === "integer") ways.push(fc.constant({ ...schema, type: "number" }));
  if (Array.isArray(type)) ways.push(fc.constant({ ...schema, type: "string" }));
  if (items) ways.push(nearly(items as JsonSchema).map((now) => ({ ...schema, items: now })));
  if (additionalProperties) {
    ways.push(
      nearly(additionalProperties as JsonSchema).map((now) => ({ ...schema, additionalProperties: now })),
    );
  }
  if (anyOf) ways.push(fc.constant({ anyOf: [...anyOf].reverse() }), fc.constant({ anyOf: anyOf.slice(1) }));
  return fc.oneof(...ways);
};

const findings = (before: JsonSchema, after: JsonSchema, direction: Direction) =>
  [...places(shapeOf(before), shapeOf(after), "data")].flatMap((place) =>
    rules.filter(({ protects }) => protects.includes(direction)).flatMap((rule) => rule.check(place)),
  );

/** Before, after, one value of each. */
const change = anySchema.chain((before) =>
  nearly(before).chain((after) =>
    fc.tuple(fc.constant(before), fc.constant(after), valid(before), valid(after)),
  ),
);

const ajv = new Ajv2020({ strict: false, validateSchema: false });

/** Whether the reader accepts it. */
const reads = (schema: JsonSchema, value: unknown) => ajv.compile(structuredClone(schema))(value);

describe("where no rule finds anything", () => {
  const seen = { backward: 0, forward: 0 };

  it("the running code reads what was stored, and deployed consumers read what is published", () => {
    fc.assert(
      fc.property(change, ([before, after, stored, published]) => {
        if (findings(before, after, "backward").length === 0) {
          seen.backward++;
          expect(reads(after, stored)).toBe(true);
        }
        if (findings(before, after, "forward").length === 0) {
          seen.forward++;
          expect(reads(before, published)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    // The test would prove nothing if almost every change were refused.
    expect(seen.backward).toBeGreaterThan(50);
    expect(seen.forward).toBeGreaterThan(50);
  });

  it("a schema is compatible with itself", () => {
    fc.assert(
      fc.property(anySchema, (schema) => {
        expect(findings(schema, structuredClone(schema), "backward")).toEqual([]);
        expect(findings(schema, structuredClone(schema), "forward")).toEqual([]);
      }),
    );
  });
});
