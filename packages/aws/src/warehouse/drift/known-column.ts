import type { Column } from "@waybill/core";
import { identifier } from "../sql/words.ts";
import { fromStaged, redshiftType } from "../tables/column-type.ts";
import type { TableColumn } from "../tables/columns.ts";
import { type ColumnFit, plain, type Situation } from "./fit.ts";
import { fitsAs, valueAs } from "./fitting.ts";
import { frozen, incompatible } from "./refusal.ts";
import { relate } from "./types.ts";

/** A column that both the pipeline and the table have. */
export function fitKnownColumn(given: Column, known: TableColumn, situation: Situation): ColumnFit {
  const pipeline = redshiftType(given.type, situation.varcharBytes);
  const value = fromStaged(given.type, identifier(given.name));
  const relation = relate(known.type, pipeline);
  if (relation.kind === "same") return plain(known, value);
  const types = { table: known.type, pipeline };
  if (relation.kind === "longer") return longer(known, value, types, situation);
  if (situation.policy === "freeze") {
    throw frozen(situation.table, known.name, `it is ${types.table}, the pipeline gives ${types.pipeline}`);
  }
  if (situation.policy === "evolve") return evolve(known, value, types, situation);
  return discard(known, value, types, situation.policy);
}

interface Types {
  readonly table: string;
  readonly pipeline: string;
}

/** What a text may have at most is no difference to tell; a value that is too long is. */
function longer(known: TableColumn, value: string, types: Types, { policy }: Situation): ColumnFit {
  const column = { name: known.name, type: types.pipeline };
  switch (policy) {
    case "evolve":
      return { ...plain(column, value), changes: [{ kind: "lengthen", column }] };
    case "freeze":
      return plain(known, value);
    case "discard_value":
      return plain(known, valueAs(types.table, types.pipeline, value));
    case "discard_row":
      return {
        ...plain(known, valueAs(types.table, types.pipeline, value)),
        condition: fitsAs(types.table, types.pipeline, value),
      };
  }
}

function evolve(known: TableColumn, value: string, types: Types, { table, mode }: Situation): ColumnFit {
  // No value of the old table has to fit the one that takes its place.
  if (mode === "replace") return retyped(known, types.pipeline, value);
  const relation = relate(types.table, types.pipeline);
  switch (relation.kind) {
    case "fits":
      return { ...plain(known, cast(value, known.type)), told: keeps(types) };
    case "widens":
      return retyped(known, relation.to, cast(value, relation.to));
    default:
      throw incompatible(table, known.name, types);
  }
}

function retyped(known: TableColumn, type: string, value: string): ColumnFit {
  const column = { name: known.name, type };
  return {
    ...plain(column, value),
    changes: [{ kind: "retype", column }],
    told: `${type}, was ${known.type}`,
  };
}

function discard(
  known: TableColumn,
  value: string,
  types: Types,
  policy: "discard_row" | "discard_value",
): ColumnFit {
  const { table, pipeline } = types;
  const kept = plain(known, valueAs(table, pipeline, value));
  if (relate(table, pipeline).kind === "fits") return { ...kept, told: keeps(types) };
  return policy === "discard_value"
    ? { ...kept, told: `kept as ${table}: a ${pipeline} that does not fit becomes NULL` }
    : {
        ...kept,
        condition: fitsAs(table, pipeline, value),
        told: `kept as ${table}: rows with a ${pipeline} that does not fit are discarded`,
      };
}

const keeps = ({ table, pipeline }: Types): string => `kept as ${table}, which holds every ${pipeline}`;
const cast = (value: string, type: string): string => `CAST(${value} AS ${type})`;
