import type { JsonSchema } from "../json-schema.ts";

/** A value that is not null, of one JSON type. Without a type it may be any. */
export interface Member {
  readonly type: string | undefined;
  /** The only values allowed; undefined where there are more than a list can say. */
  readonly values: readonly unknown[] | undefined;
  readonly properties: Readonly<Record<string, Shape>>;
  readonly required: ReadonlySet<string>;
  readonly items: Shape | undefined;
  /** The shape of what a record holds. */
  readonly entries: Shape | undefined;
  /** Every other keyword, as it stands: bounds, pattern, format, and those that no rule knows. */
  readonly keywords: Readonly<Record<string, unknown>>;
}

/** What a place in an event may hold: null or not, and one of its members. */
export interface Shape {
  readonly nullable: boolean;
  readonly members: readonly Member[];
  readonly default: unknown;
}

const ANNOTATIONS = new Set(["$schema", "$id", "title", "description", "examples", "deprecated", "$comment"]);

/** A JSON Schema in the one form that the rules read, whichever way it was written. */
export function shapeOf(schema: JsonSchema): Shape {
  const alternatives = flatten(schema);
  const real = alternatives.filter((one) => one.type !== "null");
  return {
    nullable: real.length < alternatives.length,
    members: withValuesMerged(real.map(memberOf)),
    default: schema.default,
  };
}

function flatten(schema: JsonSchema): JsonSchema[] {
  const { anyOf, oneOf, type, ...rest } = schema;
  const nested = anyOf ?? oneOf;
  if (nested) return nested.flatMap(flatten);
  if (Array.isArray(type)) return type.map((one) => ({ ...rest, type: one }));
  return [schema];
}

function memberOf(schema: JsonSchema): Member {
  const { type, properties, required, items, additionalProperties, default: _, ...others } = schema;
  const { const: only, enum: values, ...rest } = others;
  const keywords = Object.entries(rest).filter(([keyword]) => !ANNOTATIONS.has(keyword));
  return {
    type: type as string | undefined,
    values: "const" in schema ? [only] : values,
    properties: mapped(properties ?? {}),
    required: new Set(required),
    items: items ? shapeOf(items as JsonSchema) : undefined,
    entries: additionalProperties ? shapeOf(additionalProperties as JsonSchema) : undefined,
    keywords: Object.fromEntries(keywords),
  };
}

const mapped = (properties: NonNullable<JsonSchema["properties"]>): Record<string, Shape> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, shapeOf(property as JsonSchema)]),
  );

/** `"a"` or `"b"` is the list of `"a"` and `"b"`, however it was written. */
function withValuesMerged(members: readonly Member[]): Member[] {
  const merged: Member[] = [];
  for (const member of members) {
    const same = merged.findIndex((other) => other.type === member.type && other.values && member.values);
    const other = merged[same];
    if (other) merged[same] = { ...other, values: [...(other.values ?? []), ...(member.values ?? [])] };
    else merged.push(member);
  }
  return merged;
}
