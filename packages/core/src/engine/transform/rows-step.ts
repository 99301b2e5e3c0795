import type { RowsStep } from "../../transform/step.ts";
import type { Connection, Database } from "../database.ts";
import { ROWS_ERROR, type RowsCall, registerRows } from "../rows/index.ts";
import { identifiers, REASONS, text } from "../sql.ts";
import { toParquet } from "../types.ts";
import { NO_BINDINGS, type Relation } from "./relation.ts";
import type { PlacedStep } from "./segment.ts";

export interface RowsResult {
  readonly after: Relation;
  /** Rows whose function threw, with their reasons; null where none did. */
  readonly thrown: Thrown | null;
}

export interface Thrown {
  readonly query: string;
  readonly rows: number;
}

/**
 * The function is called once for each row: its results are kept in a temporary table, from which both the rows that
 * go on and those that are held back are read.
 */
export async function throughRows(
  connection: Connection,
  database: Database,
  { name, index }: PlacedStep,
  step: RowsStep,
  before: Relation,
): Promise<RowsResult> {
  const table = `_waybill_results_${index}`;
  const call = callFor(connection, database, step).call(before.sql);
  await connection.run(`CREATE TEMP TABLE ${table} AS ${call}`, before.bindings);
  const [counts] = await connection.values(`SELECT count(*), count(${ROWS_ERROR}) FROM ${table}`);
  const [all, thrown] = [Number(counts?.[0]), Number(counts?.[1])];
  const columns = identifiers(step.columns.map((column) => column.name));
  return {
    after: {
      sql: `(SELECT ${columns} FROM ${table} WHERE ${ROWS_ERROR} IS NULL)`,
      bindings: NO_BINDINGS,
      rows: all - thrown,
    },
    thrown: thrown === 0 ? null : { query: thrownRows(table, name, step), rows: thrown },
  };
}

const thrownRows = (table: string, name: string, { columns }: RowsStep): string => {
  const reason = `{'check': ${text(name)}, 'rule': 'exception', 'column': CAST(NULL AS VARCHAR), 'value': CAST(NULL AS VARCHAR), 'message': ${ROWS_ERROR}}`;
  return `SELECT ${columns.map((column) => toParquet(column)).join(", ")}, CAST(to_json([${reason}]) AS VARCHAR) AS ${REASONS} FROM ${table} WHERE ${ROWS_ERROR} IS NOT NULL`;
};

/** A function stays known to an instance for as long as it is open: partitions share it. */
const registered = new WeakMap<Database, Map<RowsStep, RowsCall>>();

function callFor(connection: Connection, database: Database, step: RowsStep): RowsCall {
  const calls = registered.get(database) ?? new Map<RowsStep, RowsCall>();
  registered.set(database, calls);
  const known = calls.get(step) ?? registerRows(connection, step);
  calls.set(step, known);
  return known;
}
