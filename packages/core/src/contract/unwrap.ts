import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { refused } from "./refuse.ts";
import { type AnyType, checksOf, definitionOf, isZodType } from "./schema.ts";
import { isAnyJson } from "./types/json.ts";

/** A type without what is wrapped around it. */
export interface Unwrapped {
  readonly type: AnyType;
  readonly nullable: boolean;
  readonly default: unknown;
}

/** Takes off `nullable`, `optional`, `default` and `readonly`, in whatever order they were put on. */
export function unwrap(type: AnyType, path: string): Unwrapped {
  refuseForeign(type, path);
  const definition = definitionOf(type);
  switch (definition.type) {
    case "nullable":
    case "optional":
      refuseChecks(type, path);
      return { ...unwrap(definition.innerType, path), nullable: true };
    case "readonly":
      refuseChecks(type, path);
      return unwrap(definition.innerType, path);
    case "default": {
      refuseChecks(type, path);
      const inner = unwrap(definition.innerType, path);
      return { ...inner, default: defaultOf(definition, inner.type, path) };
    }
    default:
      // NULL is among the values that JSON can say.
      return { type, nullable: isAnyJson(definition), default: undefined };
  }
}

export function refuseForeign(type: unknown, path: string): void {
  if (isZodType(type)) return;
  throw refused({
    path,
    what: type === undefined ? "nothing" : JSON.stringify(type),
    why: "a row contract is made of zod's types, version 4",
    next: 'write import * as z from "zod" and z.object({ id: z.int() })',
  });
}

/** A default is a constant: each attempt of a run, on whatever machine, must fill in the same. */
function defaultOf(definition: z.core.$ZodDefaultDef, inner: AnyType, path: string): unknown {
  const value: unknown = definition.defaultValue;
  if (value === null) return undefined;
  if (!isDeepStrictEqual(value, definition.defaultValue) || isAboutNow(value)) {
    throw refused({
      path,
      what: "a default that changes from call to call",
      why: "a run that is tried again must fill in the same value",
      next: "write a constant, or set the value in a .rows() step",
    });
  }
  const { error } = z.safeParse(inner, value);
  if (!error) return value;
  throw refused({
    path,
    what: `the default ${JSON.stringify(value) ?? String(value)}`,
    why: error.issues[0]?.message ?? "its own type refuses it",
    next: "write a default that the type allows",
  });
}

const A_MOMENT_MS = 1000;
/** `() => new Date()`, called twice within a millisecond, gives the same: its closeness to now tells it. */
const isAboutNow = (value: unknown): boolean =>
  value instanceof Date && Math.abs(Date.now() - value.getTime()) < A_MOMENT_MS;

function refuseChecks(type: AnyType, path: string): void {
  if (checksOf(definitionOf(type)).length === 0) return;
  throw refused({
    path,
    what: "a rule after .nullable(), .optional() or .default()",
    why: "NULL passes every rule, so a rule belongs to the type inside",
    next: "write the rule first: z.string().min(1).nullable()",
  });
}
