import { join } from "node:path";

export const DATA = join(import.meta.dirname, "data");
export const LINES = join(DATA, "lines.csv");
export const PARTS = join(DATA, "parts.parquet");
export const SUPPLIERS = join(DATA, "suppliers.parquet");
