import { basename } from "node:path";

const ENDINGS = /(\.(csv|tsv|txt|json|jsonl|ndjson|parquet|gz|zst))+$/i;

/** A name for the pipeline and its table, made of the file's: `2024 Orders.csv.gz` is `_2024_orders`. */
export function nameFrom(path: string): string {
  const words = basename(path)
    .replace(ENDINGS, "")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/^_+|_+$/g, "");
  if (words === "") return "data";
  return /^[0-9]/.test(words) || /^step\d+$/.test(words) || words.startsWith("waybill_")
    ? `_${words}`
    : words;
}
