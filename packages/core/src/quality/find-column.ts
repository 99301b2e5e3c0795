import type { Column } from "../contract/column.ts";
import { Usage } from "../errors.ts";
import { didYouMean } from "./suggest.ts";

/** Throws `Usage` (`column.unknown`) with the name that was most likely meant. */
export function findColumn(columns: readonly Column[], name: string, where: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  throw unknownColumn(columns, name, where);
}

export const unknownColumn = (columns: readonly Column[], name: string, where: string): Usage =>
  new Usage("column.unknown", `there is no column ${name}`, {
    where,
    next: didYouMean(
      name,
      columns.map((column) => column.name),
    ),
  });
