import { InvalidPattern } from "./error.ts";
import { compilePattern } from "./pattern.ts";

/** Whether a field with this list matches a field with this value. */
export const accepts = (list: readonly unknown[], value: unknown): boolean =>
  compilePattern({ field: list }).matches({ field: value });

/** The refusal of a pattern. */
export function refusal(pattern: unknown): InvalidPattern {
  try {
    compilePattern(pattern);
  } catch (error) {
    if (error instanceof InvalidPattern) return error;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(pattern)}`);
}

/** The refusal of one entry of the list of the field `field`. */
export const refusalOf = (entry: unknown): InvalidPattern => refusal({ field: [entry] });
