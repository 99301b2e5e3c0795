import { Permanent } from "@waybill/core";

/**
 * How items are laid out. It grows with each change that an older Waybill would misread; a newer one reads every older
 * item as it is.
 */
export const FORMAT = 1;

export interface Formatted {
  readonly format: number;
}

/** The condition of every write that could damage what a newer Waybill has stored. */
export const notNewer = <Attribute>(
  { format }: { readonly format: Attribute },
  { notExists, lte }: Comparisons<Attribute>,
): string => `(${notExists(format)} OR ${lte(format, FORMAT)})`;

interface Comparisons<Attribute> {
  notExists(attribute: Attribute): string;
  lte(attribute: Attribute, value: number): string;
}

/** The item, if this Waybill knows how to read it. Errors: `Permanent` `lineage.newer-version`. */
export function known<Item extends Formatted>(item: Item, table: string): Item {
  if (item.format > FORMAT) throw newerVersion(table, item.format);
  return item;
}

export const newerVersion = (table: string, format?: number): Permanent =>
  new Permanent(
    "lineage.newer-version",
    `the lineage has items of ${format === undefined ? "a newer version" : `version ${format}`}, this Waybill knows up to ${FORMAT}`,
    {
      where: `table ${table}`,
      why: "a newer Waybill has worked with this table, and an older one could damage what it wrote",
      next: "update Waybill (git pull && npm install, or npm update @waybill/cli), then deploy the stage again",
    },
  );
