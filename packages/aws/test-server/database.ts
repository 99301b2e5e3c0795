import { PGlite } from "@electric-sql/pglite";
import { RedshiftError, toPostgres } from "./rewrite.ts";

/** Postgres with what of Redshift our SQL uses. */
export interface Database {
  /** One statement of Redshift. */
  run(sql: string): Promise<Result>;
  /** As it is, for Postgres. */
  raw(sql: string): Promise<Result>;
}

export interface Result {
  readonly columns: readonly { readonly name: string; readonly oid: number }[];
  /** As text. */
  readonly rows: readonly (readonly (string | null)[])[];
}

const SETUP = `
  CREATE SCHEMA redshift;
  SET TIME ZONE 'UTC';
  SET standard_conforming_strings = off;
  SET escape_string_warning = off;
  SET client_min_messages = error;
  SET search_path = public, redshift;
  CREATE DOMAIN redshift.super AS jsonb;
  CREATE FUNCTION redshift.json_parse(value text) RETURNS redshift.super LANGUAGE sql IMMUTABLE AS 'SELECT value::jsonb::redshift.super';
  CREATE FUNCTION redshift.redshift_json_serialize(value jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT value::text';
  CREATE FUNCTION redshift.castable(value text, type text) RETURNS text LANGUAGE plpgsql AS $$
    BEGIN
      EXECUTE format('SELECT CAST(%L AS %s)', value, type);
      RETURN value;
    EXCEPTION WHEN OTHERS THEN RETURN NULL;
    END $$;
  CREATE TABLE redshift.sys_load_error_detail (query_id bigint, start_time timestamptz, file_name text, line_number bigint,
    column_name text, column_type text, raw_field_value text, error_message text);
  CREATE VIEW redshift.svv_tables AS SELECT table_schema, table_name, table_type FROM information_schema.tables;
  CREATE VIEW redshift.svv_columns AS
    SELECT table_schema, table_name, column_name, ordinal_position,
      CASE WHEN domain_name = 'super' THEN 'super' WHEN data_type = 'bytea' THEN 'binary varying' ELSE data_type END AS data_type,
      character_maximum_length, numeric_precision, numeric_scale
    FROM information_schema.columns;`;

const RESET = `
  DISCARD TEMP;
  DO $$ DECLARE s text; BEGIN
    FOR s IN SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' AND nspname NOT IN ('information_schema', 'redshift')
    LOOP EXECUTE format('DROP SCHEMA %I CASCADE', s); END LOOP;
  END $$;
  CREATE SCHEMA public;
  DELETE FROM redshift.sys_load_error_detail;`;

let started: Promise<PGlite> | null = null;

async function start(): Promise<PGlite> {
  const postgres = await PGlite.create();
  await postgres.exec(SETUP);
  return postgres;
}

/** An empty database. Postgres takes seconds to start, so this process has one: only the latest database is good. */
export async function emptyDatabase(): Promise<Database> {
  started ??= start();
  const postgres = await started;
  await postgres.exec("ROLLBACK");
  await postgres.exec(RESET);
  const raw = async (sql: string): Promise<Result> => {
    const { rows, fields } = await postgres.query<(string | null)[]>(sql, [], {
      rowMode: "array",
      parsers: AS_TEXT,
    });
    return { rows, columns: fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID })) };
  };
  return { raw, run: async (sql) => raw(toPostgres(sql)).catch(inRedshiftsWords) };
}

const NUMBERS_AND_TIMES = [16, 17, 20, 21, 23, 114, 700, 701, 1082, 1083, 1114, 1184, 1700, 3802];
const AS_TEXT = Object.fromEntries(NUMBERS_AND_TIMES.map((oid) => [oid, (value: string) => value]));

/** A text of more bytes than its column takes. */
const CHECK_VIOLATED = "23514";

function inRedshiftsWords(error: Error & { readonly code?: string }): never {
  if (error.code === CHECK_VIOLATED) throw new RedshiftError("Value too long for character type");
  throw new RedshiftError(error.message);
}
