import * as z from "zod";
import type { EventDefinition } from "./define.ts";
import { Metadata } from "./envelope.ts";
import { ContractError } from "./errors.ts";
import { manifest } from "./manifest.ts";
import { refuseUnportable } from "./portable.ts";
import { inOrder } from "./schema-order.ts";

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Where the `$id` of every schema begins. An identifier: nothing is ever fetched from it. */
export const SCHEMA_BASE = "https://waybill.dev/schemas";

/** The JSON Schemas (2020-12) of one version of one event. */
export interface EventSchemas {
  readonly type: string;
  readonly version: number;
  /** The shape of `data`. Unknown fields are allowed, as readers ignore them. */
  readonly data: JsonSchema;
  /** The shape of the whole envelope, EventBridge's `detail`. */
  readonly envelope: JsonSchema;
}

/** The schemas of every version of every event, in the manifest's order, the oldest version first. */
export function jsonSchemas(definitions: readonly EventDefinition[] = manifest.definitions): EventSchemas[] {
  return definitions.flatMap((definition) =>
    Object.keys(definition.schemas).map((key) => {
      const version = Number(key);
      return {
        type: definition.type,
        version,
        data: dataSchema(definition, version),
        envelope: envelopeSchema(definition, version),
      };
    }),
  );
}

/** The shape of `data` in one version. Throws `ContractError`: `event.not-portable`, `event.unknown-version`. */
export function dataSchema(definition: EventDefinition, version: number): JsonSchema {
  const { type, summary } = definition;
  return convert(shapeOf(definition, version), `${type}/${version}`, `${type} ${version}`, summary);
}

/** The shape of the envelope in one version: the metadata, with its type and version, and `data`. */
export function envelopeSchema(definition: EventDefinition, version: number): JsonSchema {
  const { type, summary } = definition;
  const { type: name, version: number } = Metadata.shape;
  const envelope = z.object({
    metadata: Metadata.extend({
      type: z.literal(type).meta({ description: name.description }),
      version: z.literal(version).meta({ description: number.description }),
    }).meta({ description: "What the event says about itself." }),
    data: shapeOf(definition, version).meta({ description: "What happened." }),
  });
  return convert(envelope, `${type}/${version}/envelope`, `${type} ${version}, envelope`, summary);
}

/** The shape of the metadata, the same for every event. It has one version for ever: it only gains optional fields. */
export const metadataSchema = (): JsonSchema =>
  convert(Metadata, "Metadata/1", "Metadata", "What every event says about itself.");

function shapeOf({ type, version, schemas }: EventDefinition, wanted: number): z.ZodType {
  const found = schemas[wanted];
  if (found) return found;
  throw new ContractError("event.unknown-version", `${type} has no version ${wanted}`, {
    where: type,
    why: version === 1 ? "it has version 1 alone" : `it has the versions 1 to ${version}`,
    next: `waybill schema ${type} ${version}`,
  });
}

function convert(schema: z.ZodType, path: string, title: string, description: string): JsonSchema {
  // What a reader accepts ("input"): an object open to fields that it does not know.
  const shape = z.toJSONSchema(schema, {
    io: "input",
    cycles: "throw",
    override: ({ zodSchema, path: inside }) => refuseUnportable(zodSchema, path, inside),
  });
  return inOrder({ ...(shape as JsonSchema), $id: `${SCHEMA_BASE}/${path}.json`, title, description });
}
