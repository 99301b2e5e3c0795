import type { EventDefinition } from "./define.ts";
import { EVENT_SOURCE } from "./envelope.ts";
import { dataSchema, type JsonSchema, metadataSchema } from "./json-schema.ts";
import { manifest } from "./manifest.ts";

interface Ref {
  readonly $ref: string;
}

/** An AsyncAPI 3 document, as far as this package writes one. */
export interface AsyncApi {
  readonly asyncapi: "3.0.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly defaultContentType: "application/json";
  readonly channels: Readonly<Record<string, object>>;
  readonly operations: Readonly<Record<string, object>>;
  readonly components: {
    readonly messages: Readonly<Record<string, object>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

/**
 * The bus as an AsyncAPI 3 document: one channel, every version of every event a message. What is sent is the latest
 * version; what is received may be an older one, when history is replayed.
 */
export function asyncApi(
  version: string,
  definitions: readonly EventDefinition[] = manifest.definitions,
): AsyncApi {
  const messages = definitions.flatMap((definition) =>
    Object.keys(definition.schemas).map((n) => ({
      definition,
      n: Number(n),
      name: `${definition.type}.v${n}`,
    })),
  );
  const onChannel = (name: string): Ref => ({ $ref: `#/channels/bus/messages/${name}` });
  const latest = messages.filter(({ definition, n }) => n === definition.version);
  const channel = { $ref: "#/channels/bus" };

  return {
    asyncapi: "3.0.0",
    info: { title: "Waybill", version, description: "Every event of a run, from its request to its books." },
    defaultContentType: "application/json",
    channels: {
      bus: {
        address: EVENT_SOURCE,
        title: "The event bus",
        description:
          "On EventBridge the payload is `detail`, `source` is the address and `detail-type` is the event's name.",
        messages: byName(messages, ({ name }) => ({ $ref: `#/components/messages/${name}` })),
      },
    },
    operations: {
      publish: {
        action: "send",
        channel,
        summary: "A stage announces what it did, in the latest version.",
        messages: latest.map(({ name }) => onChannel(name)),
      },
      subscribe: {
        action: "receive",
        channel,
        summary:
          "A subscriber is told, in the version that was stored; each older one is brought to the latest.",
        messages: messages.map(({ name }) => onChannel(name)),
      },
    },
    components: {
      messages: byName(messages, ({ definition, n, name }) => ({
        name: definition.type,
        title: `${definition.type}, version ${n}`,
        summary: definition.summary,
        contentType: "application/json",
        correlationId: { location: "$message.payload#/metadata/correlationId" },
        payload: payload(definition.type, n, name),
      })),
      schemas: {
        Metadata: embedded(metadataSchema()),
        ...byName(messages, ({ definition, n }) => embedded(dataSchema(definition, n))),
      },
    },
  };
}

const byName = <M extends { readonly name: string }, T>(messages: readonly M[], value: (message: M) => T) =>
  Object.fromEntries(messages.map((message) => [message.name, value(message)]));

const payload = (type: string, version: number, name: string): JsonSchema => ({
  type: "object",
  properties: {
    metadata: {
      allOf: [
        { $ref: "#/components/schemas/Metadata" },
        { properties: { type: { const: type }, version: { const: version } } },
      ],
    },
    data: { $ref: `#/components/schemas/${name}` },
  },
  required: ["metadata", "data"],
});

/** Inside another document a schema has no identity of its own: its `$id` would turn every `$ref` away. */
function embedded({ $schema: _dialect, $id: _id, ...schema }: JsonSchema): JsonSchema {
  return schema as JsonSchema;
}
