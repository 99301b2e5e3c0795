import { Permanent } from "@waybill/core";
import { identifier, OWN_PREFIX } from "@waybill/core/engine";

/** A table of the warehouse, by its full name. */
export interface TableName {
  readonly catalog: string;
  /** `main` where none was given. */
  readonly schema: string;
  readonly name: string;
  /** As the pipeline says it, for people. */
  readonly label: string;
  /** What the ledger calls it: in lower case, since DuckDB takes `Orders` and `orders` for one table. */
  readonly key: string;
  /** Quoted, with the catalog: `sales.orders` is never taken for a table of a catalog `sales`. */
  readonly sql: string;
}

const MAIN = "main";
const ENGINE_SCHEMAS = ["temp", "system", "information_schema", "pg_catalog"];

/**
 * The table that a load target means: `orders`, or `sales.orders`.
 * Errors: `Permanent` `warehouse.table-name`.
 */
export function tableNamed(given: string, catalog: string): TableName {
  const parts = given.split(".");
  const [schema, name] = parts.length === 1 ? [MAIN, given] : parts;
  if (parts.length > 2 || !schema || !name) {
    throw refused(given, "a table is called `table` or `schema.table`, with no other dot in it");
  }
  if (parts.some((part) => part.toLowerCase().startsWith(OWN_PREFIX))) {
    throw refused(given, `names that begin with ${OWN_PREFIX} are Waybill's own`);
  }
  if (ENGINE_SCHEMAS.includes(schema.toLowerCase())) {
    throw refused(given, `the schema ${schema} belongs to the engine`);
  }
  return full({ catalog, schema, name, label: given });
}

/** Where the rows that a merge replaced are kept, one table for all runs. */
export const undoTable = (table: TableName): TableName => beside(table, `_waybill_undo__${table.name}`);

/** The table as it was before the run replaced it. */
export const oldTable = (table: TableName, runId: string): TableName =>
  beside(table, `_waybill_old__${table.name}__${runId}`);

/** The undo table that belongs to the table before the run replaced it. */
export const oldUndoTable = (table: TableName, runId: string): TableName =>
  beside(table, `_waybill_old_undo__${table.name}__${runId}`);

const beside = ({ catalog, schema }: TableName, name: string): TableName =>
  full({ catalog, schema, name, label: schema === MAIN ? name : `${schema}.${name}` });

function full({ catalog, schema, name, label }: Omit<TableName, "key" | "sql">): TableName {
  const key = (schema.toLowerCase() === MAIN ? name : `${schema}.${name}`).toLowerCase();
  const sql = [catalog, schema, name].map(identifier).join(".");
  return { catalog, schema, name, label, key, sql };
}

const refused = (given: string, why: string): Permanent =>
  new Permanent("warehouse.table-name", `\`${given}\` cannot be the name of a table`, {
    where: `load({ table: "${given}" })`,
    why,
    next: "give the pipeline's load another table name",
  });
