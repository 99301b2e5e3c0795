import { type FileHandle, open } from "node:fs/promises";
import type { Column } from "../../../contract/column.ts";
import type { Connection } from "../../database.ts";
import { identifier, text } from "../../sql.ts";
import { duckType } from "../../types.ts";
import { withDefault } from "../default.ts";
import { csvText, type RejectFile } from "../file/rejects.ts";
import { shown } from "./shown.ts";

const BUFFERED = 1 << 18;
const ERRORS = "waybill_exact_errors";
const SCANS = "waybill_exact_scans";

/**
 * Rows that were judged value by value and wait as texts for the engine to type them. Where the engine refuses one all
 * the same, it becomes a reject.
 */
export class ExactFile {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #columns: readonly Column[];
  #lines = "";
  rows = 0;

  private constructor(path: string, file: FileHandle, columns: readonly Column[]) {
    this.#path = path;
    this.#file = file;
    this.#columns = columns;
  }

  static async create(path: string, columns: readonly Column[]): Promise<ExactFile> {
    return new ExactFile(path, await open(path, "w"), columns);
  }

  /** Texts in the order of the contract's columns, null for NULL. `line`: for a reject. */
  async add(line: number, values: readonly (string | null)[]): Promise<void> {
    this.#lines += `${line},${values.map(csvText).join(",")}\n`;
    this.rows++;
    if (this.#lines.length >= BUFFERED) await this.flush();
  }

  async flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = "";
    if (lines !== "") await this.#file.write(lines);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** A query for the rows, with the contract's columns. The file has to be flushed before it runs. */
  relation(): string {
    const types = this.#columns.map(({ type }, i) => `'c${i}': ${text(duckType(type))}`);
    const selected = this.#columns.map((column, i) => withDefault(column, identifier(`c${i}`)));
    return `SELECT ${selected.join(", ")} FROM read_csv(${text(this.#path)}, auto_detect = false, header = false,
      hive_partitioning = false, new_line = '\\n', delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false,
      max_line_size = ${MAX_ROW}, buffer_size = ${MAX_ROW * 2}, store_rejects = true, rejects_limit = 0,
      rejects_table = '${ERRORS}', rejects_scan = '${SCANS}', columns = {${["'line': 'BIGINT'", ...types].join(", ")}})`;
  }

  /** After the relation ran. How many rows the engine refused. */
  async collectRefusals(
    connection: Connection,
    rejects: RejectFile,
    { file, code }: { file: string | null; code: string },
  ): Promise<number> {
    const refusals = await connection.all<{ row: string; field: string | null; message: string }>(
      `SELECT any_value(csv_line) AS row, min(column_name) AS field, min(error_message) AS message
       FROM ${ERRORS} GROUP BY line_byte_position ORDER BY line_byte_position`,
    );
    for (const { row, field, message } of refusals) {
      const column = this.#columns[Number(field?.slice(1))];
      const value = /Could not convert string "(.*)" to '/s.exec(message)?.[1];
      const reason =
        value === undefined || !column
          ? (message.split("\n")[0] ?? message)
          : `${shown(value)} is not a ${column.type.kind}`;
      const [, line = "", rest = ""] = /^(\d+),(.*)$/s.exec(row) ?? [];
      await rejects.add({ file, line: Number(line), column: column?.name ?? null, text: rest, reason, code });
    }
    await this.drop(connection);
    return refusals.length;
  }

  async drop(connection: Connection): Promise<void> {
    for (const table of [ERRORS, SCANS]) await connection.run(`DROP TABLE IF EXISTS ${table}`);
  }
}

/** Bytes of one row: a value of many MB is text too. */
const MAX_ROW = 64 << 20;
