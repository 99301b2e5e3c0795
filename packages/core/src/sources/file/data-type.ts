import { type Content, containerOf, headOf } from "./bytes.ts";

export type DataType = "csv" | "tsv" | "ndjson" | "json" | "parquet";

const BY_EXTENSION: Readonly<Record<string, DataType>> = {
  csv: "csv",
  txt: "csv",
  tsv: "tsv",
  tab: "tsv",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "json",
  parquet: "parquet",
  pq: "parquet",
};

/** What a file's name says it holds; null where it says nothing. */
export function typeByName(name: string): DataType | null {
  const [, extension = ""] = /\.([a-z]+)(?:\.(?:gz|zst))?$/i.exec(name) ?? [];
  return BY_EXTENSION[extension.toLowerCase()] ?? null;
}

const HEAD = 1 << 12;

/** What a file holds. Its first bytes win over its name, where they can tell: `.json` is often one object a line. */
export async function typeByContent(path: string, content: Content = path): Promise<DataType> {
  if ((await containerOf(content)) === "parquet") return "parquet";
  const named = typeByName(path);
  if (named !== null && named !== "json") return named;
  const { bytes } = await headOf(content, HEAD);
  const first = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart()[0];
  if (first === "{") return "ndjson";
  return named ?? (first === "[" ? "json" : "csv");
}
