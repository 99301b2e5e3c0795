import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Column } from "../../../contract/column.ts";
import type { CsvFormat, FileSlice, Reading } from "../../../sources/source.ts";
import { type Connection, type Database, openDatabase } from "../../database.ts";
import { text } from "../../sql.ts";
import { toParquet } from "../../types.ts";
import { RejectFile } from "../file/rejects.ts";
import { readWork } from "../read-work.ts";

export interface ReadRejects {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: string | null;
  readonly text: string;
  readonly reason: string;
  readonly code: string;
}

export interface ReadResult {
  /** Every value as text, so that no digit is lost on the way to an expectation. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rejects: readonly ReadRejects[];
  /** How often the rows were written: once where the first reading was right. */
  readonly writes: number;
}

/** Reads files that a test writes, with the readers alone. */
export interface TestReader {
  readonly folder: string;
  readonly connection: Connection;
  file(name: string, content: string | Uint8Array): Promise<string>;
  read(reading: Reading, columns: readonly Column[]): Promise<ReadResult>;
  /** One CSV file as a whole. */
  csv(
    content: string | Uint8Array,
    columns: readonly Column[],
    format?: Partial<CsvFormat>,
  ): Promise<ReadResult>;
  close(): Promise<void>;
}

export const CSV: CsvFormat = {
  type: "csv",
  delimiter: ",",
  quote: '"',
  escape: '"',
  header: true,
  names: null,
  encoding: "utf-8",
  nulls: [""],
  comment: "",
  skip: 0,
  dateFormat: null,
  timestampFormat: null,
  decimalSeparator: ".",
  compression: "none",
};

export const whole = (path: string): FileSlice => ({ path, firstLine: 1 });

export async function openReader(): Promise<TestReader> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-read-"));
  const database: Database = await openDatabase({ tempDirectory: join(folder, "spill") });
  const connection = await database.connect();
  let reads = 0;

  const file = async (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  async function read(reading: Reading, columns: readonly Column[]): Promise<ReadResult> {
    const own = join(folder, `read-${reads++}`);
    await mkdir(own);
    const rejects = await RejectFile.create(join(own, "rejects.csv"));
    const out = join(own, "rows.parquet");
    let writes = 0;
    const write = (query: string) => {
      writes++;
      return connection.copy(
        `SELECT ${columns.map((column) => toParquet(column)).join(", ")} FROM (${query})`,
        out,
      );
    };
    try {
      const signal = new AbortController().signal;
      await readWork({ connection, columns, folder: own, rejects, signal, write }, reading);
      const values = await connection.values(
        `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet(${text(out)})`,
      );
      const written = await rejects.write(connection, join(own, "rejects.parquet"));
      const found = written
        ? await connection.all<ReadRejects & { line: bigint | null }>(
            `FROM read_parquet(${text(join(own, "rejects.parquet"))}) ORDER BY file, line`,
          )
        : [];
      return {
        rows: values as (string | null)[][],
        rejects: found.map((reject) => ({
          ...reject,
          line: reject.line === null ? null : Number(reject.line),
        })),
        writes,
      };
    } finally {
      await rejects.close();
      await rm(own, { recursive: true, force: true });
    }
  }

  return {
    folder,
    connection,
    file,
    read,
    async csv(content, columns, format = {}) {
      const path = await file("data.csv", content);
      return read({ kind: "files", format: { ...CSV, ...format }, slices: [whole(path)] }, columns);
    },
    async close() {
      connection.close();
      database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
