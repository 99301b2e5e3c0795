import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** The table that the entities lie in. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** Names an entity in each of its items, and finds them again: a new version would hide all that is stored. */
export const model = <Name extends string>(entity: Name) =>
  ({ entity, version: "1", service: "waybill" }) as const;

/** What every item has. */
export const common = {
  /** How the item is laid out: `FORMAT` of the Waybill that wrote it. */
  format: { type: "number", required: true },
} as const;

/** What an item has that is not kept for ever. */
export const expiring = {
  ...common,
  /** Seconds since 1970. DynamoDB deletes the item within some days after. */
  expiresAt: { type: "number", required: true },
} as const;

/**
 * A key that is a prefix and these attributes: `run#<runId>`. Without a prefix, an item that lacks the attribute is
 * left out of the index.
 */
export const key = <Field extends string, const Names extends readonly string[]>(
  field: Field,
  prefix: string,
  ...names: Names
) =>
  ({
    field,
    composite: names,
    template: prefix + names.map((name) => `\${${name}}`).join("#"),
    casing: "none",
  }) as const;

/** The partition key of all that belongs to one run. */
export const runKey = key("pk", "run#", "runId");

/**
 * Where an item is listed, and as what it is sorted there. An attribute of its own, since an update writes an index's
 * key only where it sets an attribute of it, and a part of the item's own key is never set.
 */
export const listing = {
  listedIn: { type: "string" },
  listedAs: { type: "string" },
} as const;

/** The index over all items of a kind. */
export const listIndex = {
  index: "gsi1",
  pk: key("gsi1pk", "", "listedIn"),
  sk: key("gsi1sk", "", "listedAs"),
} as const;
