import type { Column } from "../../contract/column.ts";
import { Permanent } from "../../errors.ts";
import { closest } from "../../quality/suggest.ts";

/** Throws where a column of the contract is in the file under no name, or under two. */
export function columnsIn(names: readonly string[], columns: readonly Column[], path: string): void {
  for (const { name } of columns) {
    const found = names.filter((candidate) => candidate === name).length;
    if (found === 0) throw missing(name, names, path);
    if (found > 1) throw ambiguous(name, names, path);
  }
}

function missing(name: string, names: readonly string[], path: string): Permanent {
  const near = closest(name, names);
  return new Permanent("csv.missing-column", `${path} has no column ${JSON.stringify(name)}`, {
    where: `${path}, line 1`,
    why: `its header is: ${listed(names)}`,
    next: near
      ? `did you mean ${JSON.stringify(near)}? Name the column so in the row contract`
      : "name the column in the row contract as it is in the file; a file without a header needs header: false",
  });
}

const ambiguous = (name: string, names: readonly string[], path: string): Permanent =>
  new Permanent("csv.ambiguous-column", `${path} has more than one column ${JSON.stringify(name)}`, {
    where: `${path}, line 1`,
    why: `its header is: ${listed(names)}`,
    next: "rename one of them, or read the file with header: false, skip: 1 and name every column in the contract",
  });

const LISTED = 50;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).join(", ");
  return names.length > LISTED ? `${shown} and ${names.length - LISTED} more` : shown;
}
