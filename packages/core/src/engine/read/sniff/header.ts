import type { TextField } from "../../../sources/file/csv-text.ts";

const VALUE =
  /^(?:[+-]?[0-9]+(?:[.,][0-9]+)*(?:e[+-]?[0-9]+)?|true|false|null|n\/a|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[ T].*)?|[0-9a-f]{8}-[0-9a-f-]{27})$/i;

/** True where the first row is made of names: all there, all different, none that is a value. */
export function looksLikeHeader(rows: readonly (readonly TextField[])[]): boolean {
  const [first] = rows;
  if (!first) return true;
  const names = first.map(({ text }) => text.trim());
  // One column may be without a name: spreadsheets write the row number so.
  const nameless = names.filter((name) => name === "").length;
  const isNamed = nameless === 0 || (nameless === 1 && names.length > 2);
  return isNamed && new Set(names).size === names.length && !names.some((name) => VALUE.test(name));
}
