import type * as z from "zod";

/** A zod object whose row type is `R`. The type parameter is the plain row: that keeps messages short. */
export type Schema<R> = z.ZodObject & { readonly _zod: { readonly output: R } };

export type AnyType = z.core.$ZodType;
export type Definition = z.core.$ZodTypes["_zod"]["def"];
export type TypeCheck = z.core.$ZodChecks["_zod"]["def"] | z.core.$ZodCustomDef;

/** False for what somebody who does not compile may write in a type's place: `"int"`, a type of zod 3. */
export const isZodType = (value: unknown): value is AnyType =>
  value !== null && typeof value === "object" && "_zod" in value;

/** What a zod type was made of. Zod's own union of all its types is the only typed way in. */
export const definitionOf = (type: AnyType): Definition => (type as z.core.$ZodTypes)._zod.def;

/** The checks that were added to a type: `.min(1)`, `.regex(…)`, `.refine(…)`. */
export const checksOf = (definition: Definition): readonly TypeCheck[] =>
  (definition.checks ?? []).map((check) => (check as z.core.$ZodChecks | z.core.$ZodCustom)._zod.def);

export const isCoerced = (definition: Definition): boolean =>
  "coerce" in definition && definition.coerce === true;
