import { createHash } from "node:crypto";
import type { NamedSource, Plan } from "./plan.ts";

/**
 * `sha256:` and the digest of a plan, with the text of its functions: two plans with the same digest do the same,
 * as far as the values that their functions close over do not differ.
 */
export function planDigest(plan: Plan): string {
  const essence = { ...plan, source: sourceEssence(plan.source), lookups: plan.lookups.map(sourceEssence) };
  return `sha256:${createHash("sha256").update(canonical(essence)).digest("hex")}`;
}

/** Without the functions that are Waybill's own. */
const sourceEssence = ({ name, source, rules }: NamedSource) => ({
  name,
  rules,
  kind: source.kind,
  dataset: source.dataset,
  definition: source.definition,
  columns: source.contract.columns,
});

/** One text for a value, whatever the order of its keys. Differs for `1`, `1n` and `"1"`. */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case "bigint":
      return `${value}n`;
    case "function":
      return `function ${JSON.stringify(String(value))}`;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "object":
      return value === null ? "null" : canonicalObject(value);
    case "string":
      return JSON.stringify(value);
    default:
      return String(value);
  }
}

function canonicalObject(value: object): string {
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (value instanceof RegExp) return `pattern ${value}`;
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(",")}}`;
}
