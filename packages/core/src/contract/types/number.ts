import type * as z from "zod";
import type { Rule } from "../../quality/check.ts";
import { boundRules } from "../bounds.ts";
import type { ColumnType } from "../column.ts";
import { refused } from "../refuse.ts";
import type { TypeCheck } from "../schema.ts";
import { refuseCoercion, sayableChecks, type Typed } from "./typed.ts";

type NumberDefinition = z.core.$ZodNumberDef | z.core.$ZodNumberFormatDef;
type BigIntDefinition = z.core.$ZodBigIntDef | z.core.$ZodBigIntFormatDef;

/** `z.int32()`, `z.int()`, `z.number()`, `z.float32()`. */
export function numberColumn(definition: NumberDefinition, path: string): Typed {
  refuseCoercion(definition, path);
  const checks = sayableChecks(definition, path);
  const kind = numberKind(formatsOf(definition, checks), path);
  const steps = checks.flatMap((check) => (check.check === "multiple_of" ? [check.value] : []));
  return {
    type: { kind },
    rules: [...boundRules(checks, path), ...steps.map((step) => multipleOf(step, kind, path))],
  };
}

/** `z.int64()`. */
export function bigintColumn(definition: BigIntDefinition, path: string): Typed {
  refuseCoercion(definition, path);
  const checks = sayableChecks(definition, path);
  const formats = formatsOf(definition, checks);
  if (formats.includes("uint64") || !formats.includes("int64")) {
    throw refused({
      path,
      what: formats.includes("uint64") ? "z.uint64()" : "z.bigint()",
      why: "a 64-bit integer with a sign is the widest that every warehouse has",
      next: "write z.int64(), or decimal(20, 0) where the values are wider",
    });
  }
  const steps = checks.flatMap((check) => (check.check === "multiple_of" ? [check.value] : []));
  return {
    type: { kind: "int64" },
    rules: [...boundRules(checks, path), ...steps.map((step) => multipleOf(step, "int64", path))],
  };
}

function formatsOf(definition: NumberDefinition | BigIntDefinition, checks: readonly TypeCheck[]): string[] {
  const added = checks.flatMap((check) =>
    check.check === "number_format" || check.check === "bigint_format" ? [check.format as string] : [],
  );
  return "format" in definition ? [definition.format, ...added] : added;
}

/** From the narrowest. */
const KINDS = [
  ["int32", "int32"],
  ["safeint", "int"],
  ["float32", "float32"],
  ["float64", "double"],
] as const;

function numberKind(formats: readonly string[], path: string): (typeof KINDS)[number][1] {
  if (formats.includes("uint32")) {
    throw refused({
      path,
      what: "z.uint32()",
      why: "no warehouse here has integers without a sign",
      next: "write z.int().min(0).max(4294967295)",
    });
  }
  return KINDS.find(([format]) => formats.includes(format))?.[1] ?? "double";
}

const BINARY_DIGITS = 1024;

function multipleOf(step: number | bigint, kind: ColumnType["kind"], path: string): Rule {
  if (!(step > 0)) {
    throw refused({
      path,
      what: `.multipleOf(${step})`,
      why: "nothing is a multiple of it",
      next: "write a step above 0",
    });
  }
  const isExact =
    typeof step === "bigint" ||
    Number.isInteger(step) ||
    step * BINARY_DIGITS === Math.floor(step * BINARY_DIGITS);
  if (!isExact) {
    throw refused({
      path,
      what: `.multipleOf(${step})`,
      why: `${step} has no exact form as a ${kind}, so 3 * ${step} would fail`,
      next: "write decimal(18, 2), which keeps its digits",
    });
  }
  return { rule: "multipleOf", of: typeof step === "bigint" ? step.toString() : step };
}
