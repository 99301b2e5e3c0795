import { type ErrorClass, WaybillError } from "../../errors.ts";
import { waybillError } from "../../pipeline-module/waybill-error.ts";

/** An error as plain data. Structured cloning alone would lose its class and its fields. */
export interface EncodedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: EncodedError | undefined;
  /** Null for an error that is not Waybill's. */
  readonly waybill: WaybillFields | null;
}
interface WaybillFields {
  readonly class: ErrorClass;
  readonly code: string;
  readonly where: string | undefined;
  readonly why: string | undefined;
  readonly next: string | undefined;
}

// A chain of causes may lead back to itself.
const DEPTH = 8;

export function encodeError(thrown: unknown, depth = DEPTH): EncodedError {
  if (!(thrown instanceof Error)) {
    return { name: "Error", message: String(thrown), stack: undefined, cause: undefined, waybill: null };
  }
  const { name, message, stack, cause } = thrown;
  return {
    name,
    message,
    stack,
    cause: cause === undefined || depth === 0 ? undefined : encodeError(cause, depth - 1),
    waybill: thrown instanceof WaybillError ? fieldsOf(thrown) : null,
  };
}

const fieldsOf = ({ class: kind, code, where, why, next }: WaybillError): WaybillFields => ({
  class: kind,
  code,
  where,
  why,
  next,
});

export function decodeError({ name, message, stack, cause: encoded, waybill }: EncodedError): Error {
  const cause = encoded === undefined ? undefined : decodeError(encoded);
  const error =
    waybill === null
      ? Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { name })
      : waybillError(waybill.class, waybill.code, message, { ...waybill, cause });
  if (stack !== undefined) error.stack = stack;
  return error;
}
