import { Usage } from "@waybill/core";
import { isUlid } from "@waybill/events";
import * as z from "zod";

/** The most items that one page is asked for. */
const MOST_ITEMS = 1000;

export const runId = z.string().refine(isUlid, "a run's id is 26 letters and digits, such as 01JD3ZK4…");
export const pipeline = z.string().min(1).max(200);
export const cursor = z.string().min(1).max(4096).optional();
export const limit = (usual: number) => z.coerce.number().int().min(1).max(MOST_ITEMS).default(usual);
export const uri = z.string().min(1).max(2048);
export const instant = z.iso.datetime({ precision: 3 }).optional();

/** Errors: `Usage` `api.input`. */
export function parsedInput<Input extends z.ZodType>(
  on: string,
  schema: Input,
  given: object,
): z.output<Input> {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  throw new Usage("api.input", `${on} does not take this`, {
    where: on,
    why: error.issues.map(told).join("; "),
    next: "correct what the reason names",
  });
}

const told = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${path.join(".")}: ${message}`;
