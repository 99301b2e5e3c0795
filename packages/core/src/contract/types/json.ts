import { refused } from "../refuse.ts";
import { type AnyType, checksOf, type Definition, definitionOf, isCoerced } from "../schema.ts";
import { decimalType } from "./decimal.ts";
import { formatsOf } from "./text-format.ts";
import { isTypeFormat } from "./text-type.ts";
import type { Typed } from "./typed.ts";

/**
 * Objects, arrays, records and `z.json()`: JSON as it came. What lies inside is a promise of the source, not a rule:
 * the engine does not look into it, so a rule in there is refused.
 */
export function jsonColumn(type: AnyType, path: string): Typed {
  refuseInside(type, path, new Set());
  return { type: { kind: "json" }, rules: [] };
}

/** True for the type that `z.json()` makes: lazily, a union of all that JSON can say. */
export function isAnyJson(definition: Definition): boolean {
  if (definition.type !== "lazy") return false;
  const inner = definitionOf(definition.getter());
  if (inner.type !== "union") return false;
  const kinds = new Set(inner.options.map((option) => definitionOf(option).type));
  return JSON_KINDS.every((kind) => kinds.has(kind));
}
const JSON_KINDS = ["string", "number", "boolean", "null", "array", "record"] as const;

function refuseInside(type: AnyType, path: string, seen: Set<AnyType>): void {
  if (seen.has(type)) return;
  seen.add(type);
  const definition = definitionOf(type);
  if (isAnyJson(definition)) return;
  refuseRules(definition, path);
  for (const [name, part] of partsOf(definition, path)) {
    refuseInside(part, name === null ? path : `${path}.${name}`, seen);
  }
}

/** The types inside a type, each with its step of the path. Throws for what JSON cannot carry. */
function partsOf(definition: Definition, path: string): readonly (readonly [string | null, AnyType])[] {
  switch (definition.type) {
    case "string":
    case "number":
    case "boolean":
    case "null":
    case "enum":
    case "literal":
    case "any":
    case "unknown":
    case "never":
      return [];
    case "object":
      return [
        ...Object.entries(definition.shape),
        ...(definition.catchall ? ([["*", definition.catchall]] as const) : []),
      ];
    case "array":
      return [["0", definition.element]];
    case "tuple":
      return definition.items.map((item, i) => [`${i}`, item] as const);
    case "record":
      return [["*", definition.valueType]];
    case "union":
      return definition.options.map((option) => [null, option] as const);
    case "nullable":
    case "optional":
    case "readonly":
      return [[null, definition.innerType]];
    case "lazy":
      return [[null, definition.getter()]];
    default:
      throw refused({
        path,
        what: `z.${definition.type}() inside JSON`,
        why: "JSON has texts, numbers, booleans, null, lists and objects, and nothing is converted in there",
        next: INSTEAD[definition.type] ?? "make it a column of its own, or write z.json()",
      });
  }
}

const INSTEAD: Readonly<Partial<Record<Definition["type"], string>>> = {
  date: "write z.iso.datetime({ offset: true })",
  bigint: "write z.string(), which keeps every digit",
  map: "write z.record(z.string(), …)",
  set: "write z.array(…)",
  default: "leave the default out, and give the whole column one",
};

function refuseRules(definition: Definition, path: string): void {
  const formats = formatsOf(definition, checksOf(definition));
  const isRuled = formats.some(({ format }) => !isTypeFormat(format) && !decimalType(format));
  const rules = checksOf(definition).filter(
    ({ check }) => check !== "number_format" && check !== "string_format",
  );
  if (rules.length === 0 && !isRuled && !isCoerced(definition)) return;
  throw refused({
    path,
    what: "a rule inside JSON",
    why: "the engine keeps JSON as it came and does not look into it",
    next: `leave it out and write rows.satisfies("json_array_length(${path.split(".")[1]}) > 0"), or make it a column of its own`,
  });
}
