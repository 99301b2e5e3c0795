import { stat } from "node:fs/promises";
import { Permanent } from "../../../errors.ts";
import { containerOf, headOf } from "../../../sources/file/bytes.ts";
import { fileError } from "../../../sources/file/errors.ts";
import { refuseIrregular } from "../../../sources/file/regular.ts";
import type { Compression, FileFormat, ParquetFormat } from "../../../sources/source.ts";
import type { Connection } from "../../database.ts";
import { text } from "../../sql.ts";
import { sniffCsv } from "./csv.ts";

/** Bytes of a file's beginning, unpacked, that say how it is written. */
export const SNIFFED = 1 << 18;

/**
 * How a file is written, as far as its beginning tells; what is given is taken as it is. Errors: `Permanent`
 * `file.missing`, `file.damaged`, `file.unreadable`, `file.not-regular`.
 */
export async function sniff(
  connection: Connection,
  path: string,
  given: Partial<FileFormat>,
): Promise<FileFormat> {
  try {
    refuseIrregular(await stat(path), path);
    const container = await containerOf(path);
    if (given.type === "parquet" || (given.type === undefined && container === "parquet")) {
      return await parquetFormat(connection, path);
    }
    if (container === "parquet") throw isParquet(path, given.type);
    const compression: Compression = container;
    if (given.type === "ndjson" || given.type === "json") return { type: given.type, compression };
    const head = await headOf(path, SNIFFED);
    if (given.type === undefined) {
      const first = head.bytes
        .toString("utf8")
        .replace(/^\uFEFF/, "")
        .trimStart()[0];
      if (first === "{" || first === "[") return { type: first === "{" ? "ndjson" : "json", compression };
    }
    return { ...sniffCsv(head.bytes, head.whole, given), compression };
  } catch (error) {
    throw fileError(error, path);
  }
}

async function parquetFormat(connection: Connection, path: string): Promise<ParquetFormat> {
  const names = await connection.all<{ column_name: string }>(
    `DESCRIBE SELECT * FROM read_parquet(${text(path)}, hive_partitioning = false)`,
  );
  const groups = await connection.all<{ rows: bigint; bytes: bigint }>(
    `SELECT any_value(row_group_num_rows) AS rows, any_value(row_group_bytes) AS bytes
     FROM parquet_metadata(${text(path)}) GROUP BY row_group_id ORDER BY row_group_id`,
  );
  return {
    type: "parquet",
    names: names.map(({ column_name }) => column_name),
    rowGroups: groups.map(({ rows, bytes }) => ({ rows: Number(rows), bytes: Number(bytes) })),
  };
}

const isParquet = (path: string, type: string | undefined): Permanent =>
  new Permanent("file.damaged", `the file is no ${type ?? "text"} but Parquet: ${path}`, {
    where: path,
    why: "it begins with the bytes PAR1",
    next: 'give files() format: "parquet"',
  });
