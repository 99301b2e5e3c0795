import type * as z from "zod";
import { refused } from "../refuse.ts";
import { type AnyType, type Definition, definitionOf } from "../schema.ts";
import { bytesColumn } from "./bytes.ts";
import { dateColumn } from "./date.ts";
import { isAnyJson, jsonColumn } from "./json.ts";
import { bigintColumn, numberColumn } from "./number.ts";
import { textColumn } from "./text.ts";
import { refuseCoercion, sayableChecks, type Typed } from "./typed.ts";
import { valuesColumn } from "./values.ts";

/** The column type that a zod type stands for, and the rules that it implies. Everything else is refused. */
export function typeOf(type: AnyType, path: string): Typed {
  const definition = definitionOf(type);
  switch (definition.type) {
    case "number":
      return numberColumn(definition, path);
    case "bigint":
      return bigintColumn(definition, path);
    case "boolean":
      refuseCoercion(definition, path);
      sayableChecks(definition, path);
      return { type: { kind: "boolean" }, rules: [] };
    case "string":
      return textColumn(definition, path);
    case "date":
      return dateColumn(definition, path);
    case "enum":
    case "literal":
      return valuesColumn(definition, path);
    case "object":
    case "array":
    case "tuple":
    case "record":
      return jsonColumn(type, path);
    case "custom":
      return bytesColumn(type as z.core.$ZodCustom, path);
    default:
      if (isAnyJson(definition)) return jsonColumn(type, path);
      throw unknownType(definition, path);
  }
}

interface Hint {
  readonly why: string;
  readonly next: string;
}

const NO_TYPE: Hint = {
  why: "it has no type of its own in the engine and in the warehouse",
  next: "write one of z.int(), z.int64(), z.number(), decimal(p, s), z.boolean(), z.string(), z.iso.date(), z.date(), z.json()",
};
const CONVERSION: Hint = {
  why: "a contract says what a row is, it does not convert it",
  next: "write the type that the source has, and convert in a .sql() or .rows() step",
};
const ANYTHING: Hint = { why: "a column has one type", next: "write z.json() for values of any shape" };

const HINTS: Readonly<Partial<Record<Definition["type"], Hint>>> = {
  pipe: CONVERSION,
  transform: CONVERSION,
  prefault: { why: "a contract does not convert", next: "write .default(), with a value of the type" },
  catch: {
    why: "it would hide what is wrong with a row",
    next: 'leave it out, and write .correct(({ column }) => [column.set("<an SQL expression>")])',
  },
  any: ANYTHING,
  unknown: ANYTHING,
  union: {
    why: "a column has one type",
    next: "write .nullable() for a type or null, z.literal([…]) for some texts, z.json() for values of any shape",
  },
  lazy: { why: "a column has one type", next: "write the type itself, or z.json()" },
  map: { why: "JSON is what is kept", next: "write z.record(z.string(), …)" },
  set: { why: "JSON is what is kept", next: "write z.array(…)" },
  nonoptional: { why: "the type inside says it already", next: "leave out .optional() and .nonoptional()" },
};

function unknownType({ type }: Definition, path: string) {
  return refused({ path, what: NAMES[type] ?? `z.${type}()`, ...(HINTS[type] ?? NO_TYPE) });
}

const NAMES: Readonly<Partial<Record<Definition["type"], string>>> = {
  pipe: "a conversion (.transform(), .pipe(), z.preprocess(), a codec)",
  catch: ".catch()",
  prefault: ".prefault()",
  nonoptional: ".nonoptional()",
};
