import { type FileHandle, open } from "node:fs/promises";
import type { Written } from "../../../ports/engine.ts";
import { originOf } from "../../../sources/file/copy-path.ts";
import { type Connection, written } from "../../database.ts";
import { text as sqlText } from "../../sql.ts";

/** One row that could not be read. */
export interface Reject {
  /** Null where the rows come from an author's code. Of a copy, what is written down is the object it is a copy of. */
  readonly file: string | null;
  /** The line on which the row begins, from 1; of a JSON list the element, of other sources the row. */
  readonly line: number | null;
  /** Null where the whole row is wrong. */
  readonly column: string | null;
  /** The row as it was written. */
  readonly text: string;
  readonly reason: string;
  /** `csv.bad-value`, `json.syntax`. */
  readonly code: string;
}

/** Characters of a row's text that are kept. */
const KEPT = 10_000;
const BUFFERED = 1 << 16;
const COLUMNS = `{'file': 'VARCHAR', 'line': 'BIGINT', 'column': 'VARCHAR', 'text': 'VARCHAR', 'reason': 'VARCHAR', 'code': 'VARCHAR'}`;

/** Rejects of one partition, on disk, so that their number does not matter. */
export class RejectFile {
  readonly #path: string;
  #handle: FileHandle;
  #lines = "";
  count = 0;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  static async create(path: string): Promise<RejectFile> {
    return new RejectFile(path, await open(path, "w"));
  }

  async add({ file, line, column, text, reason, code }: Reject): Promise<void> {
    const kept = text.length > KEPT ? `${text.slice(0, KEPT)}…` : text;
    const origin = file === null ? null : originOf(file);
    this.#lines += `${[origin, line, column, kept, reason, code].map(csvText).join(",")}\n`;
    this.count++;
    if (this.#lines.length >= BUFFERED) await this.#flush();
  }

  /** Forgets what was added: the partition is read again. */
  async clear(): Promise<void> {
    this.#lines = "";
    this.count = 0;
    await this.#handle.close();
    this.#handle = await open(this.#path, "w");
  }

  /** The rejects as a Parquet file; null where there are none. */
  async write(connection: Connection, path: string): Promise<Written | null> {
    await this.#flush();
    if (this.count === 0) return null;
    const rows = `SELECT * FROM read_csv(${sqlText(this.#path)}, auto_detect = false, header = false, new_line = '\\n', delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false, columns = ${COLUMNS})`;
    return written(connection, path, await connection.copy(rows, path));
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = "";
    await this.#handle.write(lines);
  }
}

/** A value as CSV keeps it: NULL is nothing at all, a text stands in quotes. */
export const csvText = (value: string | number | null): string =>
  value === null
    ? ""
    : typeof value === "number"
      ? String(value)
      : `"${value.toWellFormed().replaceAll('"', '""')}"`;
