import * as z from "zod";
import { Usage } from "../../errors.ts";
import type { ColumnType } from "../column.ts";

/** Both DuckDB and Redshift end here. */
const MAX_PRECISION = 38;
const FORMAT = /^decimal\((\d+), (\d+)\)$/;

/**
 * A number with `precision` decimal digits, `scale` of them after the point. It is text in JavaScript (`"12.50"`),
 * where a number would lose digits.
 */
export function decimal(precision: number, scale: number): z.ZodType<string, string> {
  const wholeDigits = precision - scale;
  const fits =
    Number.isInteger(precision) && Number.isInteger(scale) && precision >= 1 && precision <= MAX_PRECISION;
  if (!fits || scale < 0 || wholeDigits < 0) {
    throw new Usage("contract.decimal", `decimal(${precision}, ${scale}) is no type`, {
      why: `the first number is all digits (1 to ${MAX_PRECISION}), the second those after the point (0 to the first)`,
      next: "write decimal(12, 2) for up to 9999999999.99",
    });
  }
  const pattern = new RegExp(`^[+-]?(?=\\.?\\d)0*\\d{0,${wholeDigits}}(?:\\.\\d{0,${scale}}0*)?$`);
  return z.stringFormat(`decimal(${precision}, ${scale})`, (text) => pattern.test(text));
}

/** The type of `decimal(p, s)`, recognised by the name of its format. */
export function decimalType(format: string): ColumnType | null {
  const [, precision, scale] = FORMAT.exec(format) ?? [];
  return precision === undefined
    ? null
    : { kind: "decimal", precision: Number(precision), scale: Number(scale) };
}
