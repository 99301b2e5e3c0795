import { toJson } from "../command-line/json.ts";

/** A value of the warehouse as text; structures as JSON. */
export function cellText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? toJson(value) : String(value);
}
