import type { Reading } from "../../sources/source.ts";
import type { ReadContext } from "./context.ts";
import { readCsvFiles } from "./csv/read.ts";
import { readJsonFiles } from "./json/read.ts";
import { readParquetFiles } from "./parquet/read.ts";
import { readRows } from "./rows/read.ts";

/** Reads one partition through `context.write`; how many rows were written. The others are in `context.rejects`. */
export function readWork(context: ReadContext, reading: Reading): Promise<number> {
  if (reading.kind === "rows") return readRows(context, reading);
  const { format } = reading;
  switch (format.type) {
    case "csv":
      return readCsvFiles(context, reading, format);
    case "ndjson":
    case "json":
      return readJsonFiles(context, reading, format);
    case "parquet":
      return readParquetFiles(context, reading);
  }
}
