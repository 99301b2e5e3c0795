import {
  DataQuality,
  type ErrorClass,
  type ErrorDetails,
  Permanent,
  Transient,
  Usage,
  type WaybillError,
} from "../errors.ts";

const CLASSES = {
  transient: Transient,
  permanent: Permanent,
  "data-quality": DataQuality,
  usage: Usage,
} satisfies Record<ErrorClass, new (code: string, message: string, details?: ErrorDetails) => WaybillError>;

/** An error of the class that is known by name alone. */
export const waybillError = (
  name: ErrorClass,
  code: string,
  message: string,
  details: ErrorDetails = {},
): WaybillError => new CLASSES[name](code, message, details);

/** The same error, that says another place. */
export function elsewhere(error: WaybillError, where: string): WaybillError {
  const { code, message, why, next, cause } = error;
  const moved = waybillError(error.class, code, message, { where, why, next, cause });
  if (error.stack !== undefined) moved.stack = error.stack;
  return moved;
}
