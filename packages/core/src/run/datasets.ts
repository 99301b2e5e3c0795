import type { Envelope } from "@waybill/events";

/** The dataset of a table: `warehouse:flights`. */
export const tableUrn = (table: string): string => `warehouse:${table}`;

/**
 * Every dataset and artifact that a hop names, once: whatever its data calls `uri`, at any depth, and the table that
 * it loaded or rolled back. By these the lineage answers which runs touched what.
 */
export function datasetsOf({ data }: Envelope): readonly string[] {
  const found = new Set<string>();
  collect(data, found);
  if (isObject(data) && typeof data.table === "string") found.add(tableUrn(data.table));
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
  } else if (isObject(value)) {
    if (typeof value.uri === "string") found.add(value.uri);
    for (const inner of Object.values(value)) collect(inner, found);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
