import { skeleton, sqlOf, tokensOf } from "./tokens.ts";

/** What Redshift would say. */
export class RedshiftError extends Error {}

/** What Postgres knows and Redshift does not. */
const UNKNOWN =
  /\bIS\s+(?:NOT\s+)?DISTINCT\s+FROM\b|\bRETURNING\b|\bFILTER\s*\(|\bON\s+CONFLICT\b|::jsonb?\b|\bctid\b/i;

/**
 * A statement of Redshift for Postgres: quoted names in small letters, as Redshift has them; VARBYTE is BYTEA;
 * DISTKEY, SORTKEY and ENCODE are left out; a VARCHAR's length is checked in bytes; TRY_CAST is a function.
 */
export function toPostgres(sql: string): string {
  const unknown = UNKNOWN.exec(skeleton(sql))?.[0];
  if (unknown) throw new RedshiftError(`syntax error at or near "${unknown}"`);
  const folded = tokensOf(sql).map((token) =>
    token.kind === "name" ? { ...token, text: token.text.replace(/[A-Z]/g, (c) => c.toLowerCase()) } : token,
  );
  const renamed = RENAMED.reduce((so, [pattern, by]) => replaced(so, pattern, by), layoutless(sqlOf(folded)));
  return tryCasts(byteLengths(renamed));
}

const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/\bVARBYTE(?:\s*\(\d+\))?/gi, "BYTEA"],
  // Postgres has a function of this name, with a grammar of its own.
  [/\bJSON_SERIALIZE(?=\()/gi, "redshift_json_serialize"],
];
const LAYOUT = /\b(?:DISTKEY\s*\([^)]*\)|(?:COMPOUND\s+)?SORTKEY\s*\([^)]*\)|ENCODE\s+\w+)/gi;

const layoutless = (sql: string): string =>
  /^\s*CREATE\s+TABLE/i.test(skeleton(sql)) ? replaced(sql, LAYOUT, "") : sql;

/** Replaces what the pattern finds outside of strings, names and comments. */
function replaced(sql: string, pattern: RegExp, by: string): string {
  let result = "";
  let at = 0;
  for (const { 0: found, index } of skeleton(sql).matchAll(pattern)) {
    result += sql.slice(at, index) + by;
    at = index + found.length;
  }
  return result + sql.slice(at);
}

const COLUMN = /("(?:[^"]|"")*"|\b\w+) VARCHAR\((\d+)\)/g;
const ALTER_TYPE = /^(ALTER TABLE .+?) ALTER COLUMN ("(?:[^"]|"")*") TYPE VARCHAR\((\d+)\)$/;

/** Where columns are declared. Casts shorten, in Redshift as here. */
function byteLengths(sql: string): string {
  const plain = sqlOf(tokensOf(sql).filter(({ kind }) => kind !== "comment")).trim();
  const [, table, column, bytes] = ALTER_TYPE.exec(plain) ?? [];
  if (table && column && bytes) {
    const check = checkName(column);
    return `${table} DROP CONSTRAINT IF EXISTS ${check}, ALTER COLUMN ${column} TYPE VARCHAR(${bytes}), ADD CONSTRAINT ${check} CHECK (octet_length(${column}) <= ${bytes})`;
  }
  const declares =
    /^(?:CREATE (?:TEMP )?TABLE (?:IF NOT EXISTS )?[^(]+\((?!SELECT)|ALTER TABLE .+ ADD COLUMN)/i;
  if (!declares.test(plain) || /^CREATE (?:TEMP )?TABLE \S+ AS\b/i.test(plain)) return sql;
  return plain.replace(
    COLUMN,
    (declared, name: string, most: string) =>
      `${declared} CONSTRAINT ${checkName(name)} CHECK (octet_length(${name}) <= ${most})`,
  );
}

const checkName = (column: string): string => `"bytes of ${column.replace(/^"|"$/g, "")}"`;

/** `TRY_CAST(value AS type)`, from the inside out. */
function tryCasts(sql: string): string {
  const shape = skeleton(sql);
  const start = shape.toUpperCase().lastIndexOf("TRY_CAST(");
  if (start < 0) return sql;
  const open = start + "TRY_CAST".length;
  let depth = 0;
  let as = -1;
  let end = open;
  for (; end < shape.length; end++) {
    if (shape[end] === "(") depth++;
    if (shape[end] === ")" && --depth === 0) break;
    if (depth === 1 && /^ AS /i.test(shape.slice(end, end + 4))) as = end;
  }
  const value = sql.slice(open + 1, as);
  const type = sql.slice(as + 4, end);
  const cast = `CAST(castable(CAST(${value} AS TEXT), '${type}') AS ${type})`;
  return tryCasts(sql.slice(0, start) + cast + sql.slice(end + 1));
}
