import fc from "fast-check";
import type { EventDefinition } from "../define.ts";
import type { Envelope, Metadata } from "../envelope.ts";
import { dataSchema, envelopeSchema, type JsonSchema, metadataSchema } from "../json-schema.ts";

/** Values that a JSON Schema of ours allows. Optional fields come and go; nothing unknown is added. */
export function valid(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { anyOf, oneOf, type, enum: values } = schema;
  const nested = anyOf ?? oneOf;
  if (nested) return fc.oneof(...nested.map(valid));
  if ("const" in schema) return fc.constant(schema.const);
  if (values) return fc.constantFrom(...values);
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => valid({ ...schema, type: one })));
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.maxSafeInteger().map((n) => within(n, schema));
    case "number":
      return fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((n) => within(Object.is(n, -0) ? 0 : n, schema));
    case "string":
      return text(schema);
    case "array":
      return fc.array(valid(schema.items as JsonSchema), { maxLength: schema.maxItems ?? 3 });
    case "object":
      return object(schema);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

const MAX = Number.MAX_SAFE_INTEGER;

/** The number, folded into the schema's bounds. */
function within(n: number, { minimum = -MAX, maximum = MAX }: JsonSchema): number {
  if (n >= minimum && n <= maximum) return n;
  const span = maximum - minimum + 1;
  return minimum + (Math.abs(Math.trunc(n)) % span);
}

function text({ pattern, format, minLength, maxLength = 20 }: JsonSchema): fc.Arbitrary<string> {
  if (format === "date-time") {
    const [min, max] = [new Date("0001-01-01T00:00:00Z"), new Date("9999-12-31T23:59:59.999Z")];
    return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString());
  }
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ minLength: minLength ?? 0, maxLength, unit: "grapheme" });
}

function object({ properties = {}, required = [], additionalProperties }: JsonSchema): fc.Arbitrary<unknown> {
  if (additionalProperties) {
    const key = fc.string({ maxLength: 5 }).filter((name) => name !== "__proto__");
    const options = { maxKeys: 3, noNullPrototype: true };
    return fc.dictionary(key, valid(additionalProperties as JsonSchema), options);
  }
  const fields = Object.entries(properties).map(([name, field]) => [name, valid(field as JsonSchema)]);
  const shape = Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>;
  return fc.record(shape, { requiredKeys: required, noNullPrototype: true });
}

export const anyMetadata = (): fc.Arbitrary<Metadata> => valid(metadataSchema()) as fc.Arbitrary<Metadata>;

/** Data of one version of an event. */
export const anyData = (definition: EventDefinition, version: number = definition.version) =>
  valid(dataSchema(definition, version));

/** Envelopes of one version of an event. */
export const anyEnvelope = (definition: EventDefinition, version: number = definition.version) =>
  valid(envelopeSchema(definition, version)) as fc.Arbitrary<Envelope>;

/** Envelopes of any version of any of the events. */
export const anyEvent = (definitions: readonly EventDefinition[]): fc.Arbitrary<Envelope> =>
  fc.oneof(
    ...definitions.flatMap((definition) =>
      Object.keys(definition.schemas).map((n) => anyEnvelope(definition, Number(n))),
    ),
  );
