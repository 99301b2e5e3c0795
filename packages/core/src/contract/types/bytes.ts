import * as z from "zod";
import { refinement, type Typed } from "./typed.ts";

/** Bytes: a `Uint8Array` in JavaScript, BLOB in the engine. */
export const bytes = (): z.ZodType<Uint8Array, Uint8Array> => z.instanceof(Uint8Array);

/** A type made by a JavaScript test. Only `bytes()` has a form in the engine. */
export function bytesColumn(type: z.core.$ZodCustom, path: string): Typed {
  if (type._zod.bag.Class !== Uint8Array || (type._zod.def.checks?.length ?? 0) > 0) throw refinement(path);
  return { type: { kind: "bytes" }, rules: [] };
}
