import type { Session } from "../session.ts";
import { type Statement, statement } from "../sql/statement.ts";
import type { Failed } from "./failed.ts";

/** What Redshift noted of a value or file that COPY could not read. */
export interface LoadError {
  readonly file: string;
  readonly line: number | null;
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

const COLUMNS = "file_name, line_number, column_name, column_type, raw_field_value, error_message";

export const selectLoadError = (queryId: number): Statement =>
  statement(
    "read",
    `SELECT ${COLUMNS} FROM SYS_LOAD_ERROR_DETAIL WHERE query_id = ${queryId} ORDER BY start_time DESC LIMIT 1`,
  );

/** Null where Redshift noted nothing, or does not show it to this user: the failure itself is told all the same. */
export async function readLoadError(session: Session, failed: Failed): Promise<LoadError | null> {
  if (!failed.queryId) return null;
  const id = await session.api.submit([selectLoadError(failed.queryId)]);
  const batch = await session.wait(id);
  if (batch.Status !== "FINISHED") return null;
  const { columns, rows } = await session.lastResult(batch);
  const [row] = rows;
  if (!row) return null;
  const value = (name: string) => row[columns.findIndex((column) => column.name === name)];
  const words = (name: string) => String(value(name) ?? "").trim();
  return {
    file: words("file_name"),
    line: Number(value("line_number")) || null,
    column: [words("column_name"), words("column_type")].filter(Boolean).join(" "),
    value: words("raw_field_value"),
    message: words("error_message"),
  };
}
