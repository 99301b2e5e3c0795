import type { Column } from "@waybill/core";
import { duckType, identifier } from "@waybill/core/engine";
import type { TableColumn } from "../tables/catalog.ts";
import { type ColumnFit, plain, type Situation } from "./fit.ts";
import { fitsAs, valueAs } from "./fitting.ts";
import { frozen, incompatible } from "./refusal.ts";
import { relate } from "./types.ts";

/** A column that both the pipeline and the table have. */
export function fitKnownColumn(given: Column, known: TableColumn, situation: Situation): ColumnFit {
  const typed = fitType(given, known, situation);
  if (given.name === known.name || typed.column === null) return typed;
  // To the engine both spellings are one name.
  if (situation.policy !== "evolve")
    return { ...typed, told: tell(typed.told, `kept its spelling, not \`${given.name}\``) };
  return {
    ...typed,
    column: { ...typed.column, name: given.name },
    changes: [...typed.changes, { kind: "rename", from: known.name, to: given.name }],
    told: tell(typed.told, `renamed from \`${known.name}\``),
  };
}

const tell = (first: string | null, then: string): string => (first === null ? then : `${first}; ${then}`);

function fitType(given: Column, known: TableColumn, situation: Situation): ColumnFit {
  const type = duckType(given.type);
  const value = identifier(given.name);
  if (type === known.type) return plain(known, value);
  const types = { table: known.type, pipeline: type };
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

function evolve(known: TableColumn, value: string, types: Types, { table, mode }: Situation): ColumnFit {
  // No value of the old table has to fit the one that takes its place.
  if (mode === "replace") return retyped(known, types.pipeline, value);
  const relation = relate(types.table, types.pipeline);
  switch (relation.kind) {
    case "same":
    case "fits":
      return {
        ...plain(known, cast(value, known.type)),
        told: `kept as ${known.type}, which holds every ${types.pipeline}`,
      };
    case "widens":
      return retyped(known, relation.to, cast(value, relation.to));
    case "incompatible":
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
  { table, pipeline }: Types,
  policy: "discard_row" | "discard_value",
): ColumnFit {
  const kept = plain(known, valueAs(table, pipeline, value));
  if (relate(table, pipeline).kind === "fits")
    return { ...kept, told: `kept as ${table}, which holds every ${pipeline}` };
  return policy === "discard_value"
    ? { ...kept, told: `kept as ${table}: a ${pipeline} that does not fit becomes NULL` }
    : {
        ...kept,
        condition: fitsAs(table, pipeline, value),
        told: `kept as ${table}: rows with a ${pipeline} that does not fit are discarded`,
      };
}

const cast = (value: string, type: string): string => `CAST(${value} AS ${type})`;
