import { Permanent } from "@waybill/core";

/** The table is frozen, and the pipeline's columns are others. */
export const frozen = (table: string, column: string, why: string): Permanent =>
  new Permanent(
    "warehouse.drift",
    `\`${table}\` is frozen, and its column \`${column}\` differs from the pipeline's`,
    {
      where: `${table}.${column}`,
      why,
      next: 'bring the pipeline\'s columns in line with the table, or say `drift: "evolve"` in its load',
    },
  );

/** The table's column would have to take a type that its values, or the new ones, do not fit. */
export const incompatible = (
  table: string,
  column: string,
  types: { readonly table: string; readonly pipeline: string },
): Permanent =>
  new Permanent(
    "warehouse.drift",
    `column \`${column}\` of \`${table}\` is ${types.table}, the pipeline now gives ${types.pipeline}`,
    {
      where: `${table}.${column}`,
      why: `not every ${types.pipeline} fits ${types.table}, and the column cannot become ${types.pipeline} without a loss`,
      next: 'call the column otherwise in the pipeline, or say `drift: "discard_value"` or `"discard_row"` in its load',
    },
  );

/** To Redshift `ID` and `id` are one name; a contract may have both. */
export const twins = (table: string, first: string, second: string): Permanent =>
  new Permanent("warehouse.column-name", `\`${table}\` cannot have both \`${first}\` and \`${second}\``, {
    where: `${table}.${second}`,
    why: "the warehouse tells column names apart without regard to case",
    next: "give one of the two another name in the pipeline's last step",
  });
