import { CopyError, copy, type Files, isCopy } from "./copy.ts";
import type { Database, Result } from "./database.ts";
import { RedshiftError } from "./rewrite.ts";
import type { Part, Submitted } from "./statements.ts";
import { sqlOf, tokensOf } from "./tokens.ts";

/** Runs a batch in one transaction, a single statement in none of its own. */
export async function execute(statement: Submitted, database: Database, files: Files): Promise<void> {
  statement.status = "STARTED";
  if (statement.batch) await database.raw("BEGIN");
  for (const part of statement.parts) {
    part.status = "STARTED";
    try {
      part.result = await runPart(part.sql, { database, files, inTransaction: statement.batch });
      part.status = "FINISHED";
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      await failed(statement, part, error, database);
      break;
    }
  }
  if (statement.status === "STARTED") {
    if (statement.batch) await database.raw("COMMIT");
    statement.status = "FINISHED";
  }
  // A session ends with its statement, and its temporary tables with it.
  await database.raw("DISCARD TEMP");
}

interface Where {
  readonly database: Database;
  readonly files: Files;
  readonly inTransaction: boolean;
}

async function runPart(sql: string, { database, files, inTransaction }: Where): Promise<Result | null> {
  const plain = sqlOf(tokensOf(sql).filter(({ kind }) => kind !== "comment")).trim();
  if (isCopy(plain)) {
    await copy(plain, database, files);
    return null;
  }
  if (inTransaction && /^ALTER TABLE .+ ALTER COLUMN .+ TYPE /i.test(plain)) {
    throw new RedshiftError("ALTER TABLE ALTER COLUMN cannot run inside a transaction block");
  }
  const truncates = inTransaction && /^TRUNCATE\b/i.test(plain);
  const result = await database.run(sql);
  if (truncates) {
    await database.raw("COMMIT");
    await database.raw("BEGIN");
  }
  return result.columns.length > 0 ? result : null;
}

async function failed(statement: Submitted, part: Part, error: Error, database: Database): Promise<void> {
  if (statement.batch) await database.raw("ROLLBACK");
  part.status = "FAILED";
  part.error = `ERROR: ${error.message}`;
  statement.status = "FAILED";
  statement.error = statement.batch
    ? `Query #${statement.parts.indexOf(part) + 1} failed with ${part.error}`
    : part.error;
  for (const later of statement.parts.slice(statement.parts.indexOf(part) + 1)) later.status = "ABORTED";
  if (error instanceof CopyError) await note(part, error, database);
}

async function note({ queryId }: Part, error: CopyError, database: Database): Promise<void> {
  const words = [error.file, error.column, error.type, error.value, error.message];
  const [file, column, type, value, message] = words.map(
    (word) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`,
  );
  await database.raw(
    `INSERT INTO redshift.sys_load_error_detail VALUES (${queryId}, now(), ${file}, NULL, ${column}, ${type}, ${value}, ${message})`,
  );
}
