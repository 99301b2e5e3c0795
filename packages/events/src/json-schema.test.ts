import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineEvent, type EventDefinition } from "./define.ts";
import { Metadata } from "./envelope.ts";
import { dataSchema, envelopeSchema, type JsonSchema, jsonSchemas, metadataSchema } from "./json-schema.ts";
import { manifest } from "./manifest.ts";
import { Loaded } from "./run/loaded.ts";
import { inOrder } from "./schema-order.ts";
import { anyMetadata, valid } from "./testing/arbitrary.ts";
import { damaged } from "./testing/damage.ts";
import { thrownBy } from "./testing/sample.ts";

// The formats are checked by the patterns beside them.
const ajv = new Ajv2020({ validateFormats: false });
const all = jsonSchemas();
const versions = all.map((schemas) => [`${schemas.type}/${schemas.version}`, schemas] as const);
const validator = ({ $id, ...schema }: JsonSchema) =>
  ajv.getSchema(`${$id}`) ?? ajv.compile({ $id, ...schema });
const definition = (type: string): EventDefinition => manifest.definition(type);

describe("jsonSchemas", () => {
  it("has every version of every event, in the manifest's order", () => {
    const expected = (manifest.definitions as readonly EventDefinition[]).flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, n) => `${type}/${n + 1}`),
    );
    expect(versions.map(([name]) => name)).toEqual(expected);
  });

  it.each(versions)("%s says what it is", (name, { type, data, envelope }) => {
    expect(data).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: `https://waybill.dev/schemas/${name}.json`,
      title: name.replace("/", " "),
      description: definition(type).summary,
    });
    expect(envelope).toMatchObject({
      $id: `https://waybill.dev/schemas/${name}/envelope.json`,
      required: ["data", "metadata"],
    });
  });

  it("gives each schema an identity of its own", () => {
    const ids = [...all.flatMap(({ data, envelope }) => [data.$id, envelope.$id]), metadataSchema().$id];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is the same each time, to the byte", () => {
    expect(JSON.stringify(jsonSchemas())).toBe(JSON.stringify(all));
  });

  it("names what it says of the envelope", () => {
    const metadata = envelopeSchema(Loaded, 1).properties?.metadata as JsonSchema;
    expect(metadata.properties).toMatchObject({ type: { const: "Loaded" }, version: { const: 1 } });
  });

  it("refuses a version that an event does not have", () => {
    expect(thrownBy(() => dataSchema(Loaded, 3))).toMatchObject({
      code: "event.unknown-version",
      message: "Loaded has no version 3",
      why: "it has the versions 1 to 2",
    });
  });
});

describe("every field", () => {
  const undescribed = (schema: JsonSchema, path: string): string[] => [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const field = property as JsonSchema;
      return [...(field.description ? [] : [`${path}.${name}`]), ...undescribed(field, `${path}.${name}`)];
    }),
    ...[schema.items, schema.additionalProperties, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(
      (inner) => (inner ? undescribed(inner as JsonSchema, path) : []),
    ),
  ];

  it.each(versions)("of %s is described", (_, { envelope }) => {
    expect(undescribed(envelope, "envelope")).toEqual([]);
  });

  it("is found where it is not", () => {
    const Bare = z.object({
      a: z.array(z.object({ b: z.string() })),
      c: z.string().meta({ description: "C." }),
    });
    const schema = dataSchema(defineEvent("Bare", "Bare.", { 1: Bare }), 1);
    expect(undescribed(schema, "data")).toEqual(["data.a", "data.a.b"]);
  });
});

describe("the JSON Schema and the code", () => {
  it.each(versions)("of %s accept the same events", (_, { type, version, data }) => {
    const accepts = validator(data);
    const zod = definition(type).schemas[version] as z.ZodType;
    fc.assert(
      fc.property(valid(data), (value) => {
        expect(zod.safeParse(value).error).toBeUndefined();
        expect(accepts(value)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it.each(versions)("of %s refuse the same events", (_, { type, version, data }) => {
    const accepts = validator(data);
    const zod = definition(type).schemas[version] as z.ZodType;
    fc.assert(
      fc.property(damaged(valid(data)), (value) => {
        expect(accepts(value)).toBe(zod.safeParse(value).success);
      }),
      { numRuns: 60 },
    );
  });

  it("agree about the metadata, right or damaged", () => {
    const accepts = ajv.compile(metadataSchema());
    fc.assert(
      fc.property(fc.oneof(anyMetadata(), damaged(anyMetadata())), (value) => {
        expect(accepts(value)).toBe(Metadata.safeParse(value).success);
      }),
    );
  });

  it("agree about the whole envelope as `make` gives it", () => {
    const accepts = ajv.compile(envelopeSchema(Loaded, 2));
    fc.assert(
      fc.property(anyMetadata(), valid(dataSchema(Loaded, 2)), (metadata, data) => {
        expect(accepts(Loaded.make(metadata, data as never))).toBe(true);
      }),
      { numRuns: 25 },
    );
    expect(accepts({ metadata: {}, data: {} })).toBe(false);
  });
});

describe("inOrder", () => {
  it("puts the keywords as a person reads them, and leaves the fields as they are declared", () => {
    const schema = inOrder({
      required: ["b", "a"],
      properties: {
        b: { minimum: 0, type: "integer", maximum: 9, description: "B." },
        a: { type: "string" },
      },
      type: "object",
      $id: "x",
      default: {},
    });
    expect(JSON.stringify(schema)).toBe(
      JSON.stringify({
        $id: "x",
        type: "object",
        default: {},
        properties: {
          b: { description: "B.", type: "integer", maximum: 9, minimum: 0 },
          a: { type: "string" },
        },
        required: ["a", "b"],
      }),
    );
  });

  it("changes nothing but the order", () => {
    for (const { data, envelope } of all) {
      expect(inOrder(data)).toEqual(data);
      expect(inOrder(envelope)).toEqual(envelope);
    }
  });
});
