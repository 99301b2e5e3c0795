import type * as z from "zod";
import { boundRules } from "../bounds.ts";
import { sayableChecks, type Typed } from "./typed.ts";

/**
 * `z.date()`: an instant, a Date in JavaScript. `z.coerce.date()` is taken for the same: nothing is coerced, the
 * engine reads the text, and NULL stays NULL.
 */
export const dateColumn = (definition: z.core.$ZodDateDef, path: string): Typed => ({
  type: { kind: "timestamptz", js: "date" },
  rules: boundRules(sayableChecks(definition, path), path),
});
