import { createHash } from "node:crypto";
import { Permanent } from "@waybill/core";
import { folded, identifier, OWN_PREFIX } from "../sql/words.ts";

/** A table of the warehouse, in small letters as Redshift has it. */
export interface TableName {
  /** `public` where none was given. */
  readonly schema: string;
  readonly name: string;
  /** As the pipeline says it, for people. */
  readonly label: string;
  /** What the ledger calls it. */
  readonly key: string;
  /** Quoted, with the schema. */
  readonly sql: string;
}

export const PUBLIC = "public";
const ENGINE_SCHEMAS = ["information_schema", "pg_catalog", "pg_internal", "pg_temp"];
const MAX_NAME_BYTES = 127;

/** The table that a load target means: `orders`, or `sales.orders`. Errors: `Permanent` `warehouse.table-name`. */
export function tableNamed(given: string): TableName {
  const parts = given.split(".");
  const [schema, name] = parts.length === 1 ? [PUBLIC, given] : parts;
  if (parts.length > 2 || !schema || !name) {
    throw refused(given, "a table is called `table` or `schema.table`, with no other dot in it");
  }
  if (parts.some((part) => folded(part).startsWith(OWN_PREFIX))) {
    throw refused(given, `names that begin with ${OWN_PREFIX} are Waybill's own`);
  }
  if (ENGINE_SCHEMAS.includes(folded(schema))) throw refused(given, `the schema ${schema} is Redshift's own`);
  const long = parts.find((part) => Buffer.byteLength(part) > MAX_NAME_BYTES);
  if (long)
    throw refused(
      given,
      `a name has at most ${MAX_NAME_BYTES} bytes; this one has ${Buffer.byteLength(long)}`,
    );
  return full(schema, name, given);
}

/** Where the rows that merges replaced are kept, one table for all runs. */
export const undoTable = (table: TableName): TableName => beside(table, `_waybill_undo__${table.name}`);

/** The table as it was before the run replaced it. */
export const oldTable = (table: TableName, runId: string): TableName =>
  beside(table, `_waybill_old__${table.name}__${runId}`);

/** The undo table that belongs to the table before the run replaced it. */
export const oldUndoTable = (table: TableName, runId: string): TableName =>
  beside(table, `_waybill_old_undo__${table.name}__${runId}`);

export const LEDGER = `${identifier(PUBLIC)}._waybill_ledger`;
export const TOUCHED = `${identifier(PUBLIC)}._waybill_touched`;

function beside({ schema }: TableName, name: string): TableName {
  const short = Buffer.byteLength(name) <= MAX_NAME_BYTES;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 32);
  const fitting = short ? name : `${name.split("__")[0]}__${hash}`;
  return full(schema, fitting, schema === PUBLIC ? fitting : `${schema}.${fitting}`);
}

function full(schema: string, name: string, label: string): TableName {
  const [inSchema, named] = [folded(schema), folded(name)];
  return {
    schema: inSchema,
    name: named,
    label,
    key: inSchema === PUBLIC ? named : `${inSchema}.${named}`,
    sql: `${identifier(inSchema)}.${identifier(named)}`,
  };
}

const refused = (given: string, why: string): Permanent =>
  new Permanent("warehouse.table-name", `\`${given}\` cannot be the name of a table`, {
    where: `load({ table: "${given}" })`,
    why,
    next: "give the pipeline's load another table name",
  });
