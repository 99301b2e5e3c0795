import type * as z from "zod";
import type { Rule } from "../../quality/check.ts";
import { escapeText } from "../../quality/pattern/literal.ts";
import { patternRule } from "../../quality/pattern/pattern.ts";
import { refused } from "../refuse.ts";
import type { TypeCheck } from "../schema.ts";
import { decimalType } from "./decimal.ts";
import { lengthRules } from "./length.ts";
import { formatsOf, type TextFormat } from "./text-format.ts";
import { isTypeFormat, typeOfFormat } from "./text-type.ts";
import { refuseCoercion, sayableChecks, type Typed } from "./typed.ts";

type TextDefinition = z.core.$ZodStringDef | z.core.$ZodStringFormatDef;

/** `z.string()` and everything that zod builds on it: formats that are types of their own, and patterns. */
export function textColumn(definition: TextDefinition, path: string): Typed {
  refuseCoercion(definition, path);
  const checks = sayableChecks(definition, path);
  const formats = formatsOf(definition, checks);
  const own = formats.find(({ format }) => isTypeFormat(format) || decimalType(format) !== null);
  if (!own) return plainText(checks, formats, path);
  if (formats.length + lengthRules(checks, path).length > 1) {
    throw refused({
      path,
      what: `a rule of texts on ${own.format}`,
      why: "it is not text in the engine",
      next: "leave it out, and write .check(({ column }) => [column.between(low, high)]) where values have bounds",
    });
  }
  return { type: decimalType(own.format) ?? typeOfFormat(own, path), rules: [] };
}

function plainText(checks: readonly TypeCheck[], formats: readonly TextFormat[], path: string): Typed {
  const lengths = lengthRules(checks, path);
  const maxLength = lengths.find((rule) => rule.rule === "length")?.high;
  return {
    type: { kind: "text", ...(typeof maxLength === "number" && { maxLength }) },
    rules: [...lengths, ...formats.map((format) => formatRule(format, path))],
  };
}

/** Zod tests these with code beside their pattern, or with a pattern that says less than its code. */
const OWN_PATTERNS: Readonly<Record<string, RegExp>> = {
  base64: /^(?:[0-9a-zA-Z+/]{4})*(?:[0-9a-zA-Z+/]{2}==|[0-9a-zA-Z+/]{3}=)?$/,
  base64url: /^(?:[0-9a-zA-Z_-]{4})*(?:[0-9a-zA-Z_-]{2,3})?$/,
};
const TESTED_BY_CODE = new Set([
  "url",
  "jwt",
  "emoji",
  "duration",
  "hostname",
  "credit_card",
  "iban",
  "cidrv6",
]);

function formatRule(format: TextFormat, path: string): Rule {
  switch (format.format) {
    case "starts_with":
      return patternRule(new RegExp(`^${escapeText(String(format.prefix))}`), path);
    case "ends_with":
      return patternRule(new RegExp(`${escapeText(String(format.suffix))}$`), path);
    case "includes":
      if (format.position === undefined)
        return patternRule(new RegExp(escapeText(String(format.includes))), path);
  }
  const pattern = OWN_PATTERNS[format.format] ?? format.pattern;
  if (pattern && !TESTED_BY_CODE.has(format.format) && format.format !== "includes")
    return patternRule(pattern, path);
  throw refused({
    path,
    what: format.format === "includes" ? ".includes() from a position" : `the format ${format.format}`,
    why: "it is tested by JavaScript, and the rules of a contract run as SQL in the engine",
    next: "write z.string().regex(/…/)",
  });
}
