import { Usage } from "@waybill/core";

const READS = /^(?:SELECT|WITH|SHOW|EXPLAIN|TABLE|VALUES)\b/i;
const WRAPPED = /^(?:SELECT|WITH)\b/i;
/** A string, a quoted name, a comment, or one character of what lies between them. */
const PIECE = /'(?:[^'\\]|\\.|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|[\s\S]/g;

/**
 * The one statement of the text, if it only reads, with no more rows than the limit and one.
 * Errors: `Usage` `query.not-one-statement`, `query.read-only`.
 */
export function readingStatement(sql: string, limit: number | null): string {
  const statements = split(sql);
  const [only = ""] = statements;
  if (statements.length !== 1) throw notOneStatement(statements.length);
  if (!READS.test(only) || /\bINTO\b/i.test(withoutStrings(only)))
    throw notReading(only.split(/\s/)[0] ?? "");
  if (limit === null || !WRAPPED.test(only)) return only;
  return `SELECT * FROM (${only}\n) AS query LIMIT ${limit + 1}`;
}

/** Its statements, without comments before and between them. */
function split(sql: string): readonly string[] {
  const statements = [""];
  for (const piece of sql.match(PIECE) ?? []) {
    if (piece === ";") statements.push("");
    else statements[statements.length - 1] += isComment(piece) ? " " : piece;
  }
  return statements.map((one) => one.trim()).filter(Boolean);
}

const isComment = (piece: string): boolean => piece.length > 1 && /^(?:--|\/\*)/.test(piece);

const withoutStrings = (sql: string): string =>
  (sql.match(PIECE) ?? []).map((piece) => (piece.length > 1 ? " " : piece)).join("");

const notOneStatement = (count: number): Usage =>
  new Usage("query.not-one-statement", `a query is one statement; this is ${count === 0 ? "none" : count}`, {
    next: 'waybill query "select * from <table>"',
  });

const notReading = (statement: string): Usage =>
  new Usage(
    "query.read-only",
    `a query only reads; this is a statement of the kind ${statement.toUpperCase()}`,
    {
      why: "what is in the warehouse comes from runs, so that each row has a history",
      next: "write a SELECT, or let a pipeline load the rows",
    },
  );
