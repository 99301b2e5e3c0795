import * as z from "zod";
import { ContractError } from "./errors.ts";

/** What is being checked, for the message of the error. */
export interface Subject {
  /** The event's name. */
  readonly event: string;
  /** The path of the value inside the envelope; empty for the envelope itself. */
  readonly at: string;
  /** The frozen schema that says what is right: `Loaded/2`. */
  readonly schema: string;
}

/** The value as its schema gives it back. Throws `ContractError` (`event.malformed`) with the path of the first fault. */
export function check<S extends z.ZodType>(schema: S, value: unknown, subject: Subject): z.output<S> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const [first, ...others] = result.error.issues;
  const path = [subject.at, ...(first?.path ?? [])].filter((step) => step !== "").join(".") || "envelope";
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  throw new ContractError("event.malformed", `${subject.event} at ${path}: ${first?.message}${more}`, {
    where: path,
    next: `compare it with schemas/${subject.schema}.json (waybill schema ${subject.schema.replace("/", " ")})`,
  });
}
