import type { Inference } from "@waybill/core";

const USUAL = {
  delimiter: ",",
  quote: '"',
  escape: '"',
  header: true,
  encoding: "utf-8",
  comment: "",
  skip: 0,
  dateFormat: null,
  timestampFormat: null,
  decimalSeparator: ".",
} as const;

/** What has to be said about how the file is written: of a CSV all that is not usual. `row` comes first. */
export function formatOptions(format: Inference["format"]): readonly string[] {
  if (format.type !== "csv") return [];
  const unusual = Object.entries(USUAL).flatMap(([name, usual]) => {
    const value = format[name as keyof typeof USUAL];
    return value === usual ? [] : [`${name}: ${JSON.stringify(value)}`];
  });
  const nulls =
    format.nulls.length === 1 && format.nulls[0] === "" ? [] : [`nulls: ${JSON.stringify(format.nulls)}`];
  return [...unusual, ...nulls];
}
