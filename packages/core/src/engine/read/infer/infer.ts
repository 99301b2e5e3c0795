import { Permanent } from "../../../errors.ts";
import type { Inference } from "../../../ports/engine.ts";
import { containerOf, headOf } from "../../../sources/file/bytes.ts";
import { withoutLines } from "../../../sources/file/csv-header.ts";
import { csvRows } from "../../../sources/file/csv-text.ts";
import { emptySample } from "../../../sources/file/empty.ts";
import { decoderFor, encodingOf } from "../../../sources/file/encoding.ts";
import { fileError } from "../../../sources/file/errors.ts";
import type { CsvFormat, FileFormat } from "../../../sources/source.ts";
import type { Connection } from "../../database.ts";
import { sniff } from "../sniff/sniff.ts";
import { JsonProfiler } from "./json-profile.ts";
import { jsonRows } from "./json-rows.ts";
import { named } from "./named.ts";
import { inferParquet } from "./parquet.ts";
import { Profiler } from "./profile.ts";

/** Bytes of a file's beginning, unpacked, whose rows are all looked at. */
const SAMPLED = 4 << 20;

/** The columns that a file seems to hold, narrowed to what every row of its beginning proves. */
export async function infer(
  connection: Connection,
  path: string,
  given: Partial<FileFormat>,
): Promise<Inference> {
  try {
    const format = await sniff(connection, path, given);
    if (format.type === "parquet") return await inferParquet(connection, path);
    const head = await headOf(path, SAMPLED);
    if (head.bytes.length === 0) throw emptySample(path, await containerOf(path));
    const result = format.type === "csv" ? inferCsv(format, head) : inferJson(format, head);
    if (result.columns.length === 0) throw noColumns(path, result.doubts);
    const cut = head.whole ? [] : [`only the first ${result.sampledRows} rows were looked at`];
    return { ...result, doubts: [...result.doubts, ...cut] };
  } catch (error) {
    throw fileError(error, path);
  }
}

interface Head {
  readonly bytes: Buffer;
  readonly whole: boolean;
}

function inferCsv(format: CsvFormat, { bytes, whole }: Head): Inference {
  const content = decoderFor(format.encoding, bytes).decode(bytes);
  const rows = csvRows(withoutLines(content, format.skip, format.comment), format, { whole });
  const body = format.header ? rows.slice(1) : rows;
  const width = format.names?.length ?? Math.max(0, ...body.slice(0, 100).map(({ length }) => length));
  const names = format.names ?? Array.from({ length: width }, (_, i) => `column_${i + 1}`);
  const nulls = new Set(format.nulls);
  const profilers = names.map((name) => new Profiler(name, format));
  const fitting = body.filter((row) => row.length === width);
  for (const row of fitting) {
    for (const [i, { text, quoted }] of row.entries()) {
      profilers[i]?.add(!quoted && nulls.has(text) ? null : text);
    }
  }
  const { columns, doubts } = named(names.map((name, i) => ({ name, profile: profilers[i]!.profile() })));
  const odd = body.length - fitting.length;
  return {
    format,
    columns,
    sampledRows: body.length,
    doubts: [
      ...(format.names === null
        ? ["the file seems to have no header: the columns are named by their place"]
        : []),
      ...(format.encoding === "utf-8" ? [] : [`the file is not UTF-8: it is read as ${format.encoding}`]),
      ...(odd === 0 ? [] : [`${odd} of ${body.length} rows do not have ${width} fields`]),
      ...doubts,
    ],
  };
}

function inferJson(format: FileFormat, { bytes, whole }: Head): Inference {
  const text = decoderFor(encodingOf(bytes), bytes).decode(bytes);
  const { rows, bad } = jsonRows(text, format.type === "json", whole);
  const profilers = new Map<string, JsonProfiler>();
  for (const [n, row] of rows.entries()) {
    for (const key of Object.keys(row)) {
      if (profilers.has(key)) continue;
      const profiler = new JsonProfiler(key);
      for (let i = 0; i < n; i++) profiler.add(null);
      profilers.set(key, profiler);
    }
    for (const [key, profiler] of profilers) profiler.add(Object.hasOwn(row, key) ? row[key] : null);
  }
  const { columns, doubts } = named(
    [...profilers].map(([name, profiler]) => ({ name, profile: profiler.profile() })),
  );
  const unreadable = bad === 0 ? [] : [`${bad} of ${rows.length + bad} rows are no JSON objects`];
  return { format, columns, sampledRows: rows.length + bad, doubts: [...unreadable, ...doubts] };
}

const noColumns = (path: string, doubts: readonly string[]): Permanent =>
  new Permanent("file.no-columns", `no column could be found in ${path}`, {
    where: path,
    why: doubts.length > 0 ? doubts.join("; ") : "the file is empty, or has neither a header nor a row",
    next: "take a file that has some rows as the sample",
  });
