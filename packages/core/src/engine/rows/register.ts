import type { Column } from "../../contract/column.ts";
import type { RowsStep } from "../../transform/step.ts";
import type { Connection } from "../database.ts";
import { identifier, OWN_PREFIX } from "../sql.ts";
import { duckType } from "../types.ts";
import { refuseAsyncFunction } from "./async.ts";
import { createFunction } from "./function.ts";

/** NULL for a result; for a row whose function threw, what it said: `TypeError: x is not a function`. */
export const ROWS_ERROR = `${OWN_PREFIX}error`;

const RESULT = `${OWN_PREFIX}result`;

/** A `rows` step as SQL. */
export interface RowsCall {
  /**
   * A SELECT over `relation` (a table's name or a query in parentheses, with at least the columns that pass by and
   * those the function reads) that yields `step.columns` and `_waybill_error`: one row for each result, none for a
   * row that was dropped. A row whose function threw yields one row with what passes by as it was, the added columns
   * NULL and the reason in `_waybill_error`.
   * The query calls the function, so run it once: a query that names it twice calls the function twice.
   */
  call(relation: string): string;
}

let registered = 0;

/**
 * Makes the step's function known to the engine, for as long as its instance is open. The engine's threads call it on
 * the thread that registered it, one batch of rows at a time, while that thread is free.
 * Errors: `Usage` `rows.async-function`.
 */
export function registerRows(connection: Connection, step: RowsStep): RowsCall {
  refuseAsyncFunction(step.each);
  registered += 1;
  const name = `${OWN_PREFIX}rows_${registered}`;
  connection.raw.registerScalarFunction(createFunction(name, step));
  return { call: (relation) => select(name, step, relation) };
}

function select(name: string, { reads, adds, columns }: RowsStep, relation: string): string {
  const places = new Map(adds.map((column, place) => [column.name, place]));
  const selected = columns.map((column) => {
    const place = places.get(column.name);
    return place === undefined ? identifier(column.name) : `${field(place)} AS ${identifier(column.name)}`;
  });
  const results = `SELECT *, unnest(${name}(${reads.map(argument).join(", ")})) AS ${RESULT} FROM ${relation}`;
  return `SELECT ${[...selected, `${field(adds.length)} AS ${ROWS_ERROR}`].join(", ")} FROM (${results})`;
}

const argument = ({ name, type }: Column): string => `CAST(${identifier(name)} AS ${duckType(type)})`;

// By position: the engine compares the names of fields without regard to case.
const field = (place: number): string => `struct_extract_at(${RESULT}, ${place + 1})`;
