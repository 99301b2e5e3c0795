import type { Column } from "@waybill/core";
import { identifier } from "../sql/words.ts";
import { fromStaged, redshiftType } from "../tables/column-type.ts";
import { type ColumnFit, plain, type Situation } from "./fit.ts";
import { frozen } from "./refusal.ts";

/** A column that the pipeline has and the table has not. */
export function fitNewColumn({ name, type }: Column, { table, policy, varcharBytes }: Situation): ColumnFit {
  const column = { name, type: redshiftType(type, varcharBytes) };
  switch (policy) {
    case "evolve":
      return {
        ...plain(column, fromStaged(type, identifier(name))),
        changes: [{ kind: "add", column }],
        told: `added as ${column.type}`,
      };
    case "freeze":
      throw frozen(table, name, `the table has no such column, the pipeline has it as ${column.type}`);
    case "discard_row":
      return {
        ...NOT_WRITTEN,
        condition: `${identifier(name)} IS NULL`,
        told: "not in the table: rows that have a value here are discarded",
      };
    case "discard_value":
      return { ...NOT_WRITTEN, told: "not in the table: its values are discarded" };
  }
}

const NOT_WRITTEN: ColumnFit = { column: null, changes: [], value: null, condition: null, told: null };
