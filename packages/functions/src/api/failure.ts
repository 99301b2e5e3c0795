import { type ErrorClass, WaybillError } from "@waybill/core";
import { ContractError } from "@waybill/events";

/** What went wrong, as an answer carries it. */
export interface Problem {
  readonly class: ErrorClass;
  readonly code: string;
  readonly message: string;
  readonly where: string | null;
  readonly why: string | null;
  readonly next: string | null;
}

/** Codes that HTTP has a status of its own for. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  "api.no-route": 404,
  "run.missing": 404,
  "pipeline.missing": 404,
  "dead-letter.unknown": 404,
  "object.missing": 404,
  "object.not-of-run": 404,
  "run.exists": 409,
  "run.not-failed": 409,
  "stage.other": 409,
};

const STATUS_OF_CLASS: Readonly<Record<ErrorClass, number>> = {
  usage: 400,
  transient: 503,
  permanent: 500,
  "data-quality": 500,
};

export const statusOf = ({ code, class: errorClass }: Problem): number =>
  STATUS_OF_CODE[code] ?? STATUS_OF_CLASS[errorClass];

/** Never a stack trace: whoever looks for it finds it in the log, by the id of the request. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof WaybillError || error instanceof ContractError) {
    const { code, message, where = null, why = null, next = null } = error;
    return {
      class: error instanceof WaybillError ? error.class : "permanent",
      code,
      message,
      where,
      why,
      next,
    };
  }
  return {
    class: "permanent",
    code: "unexpected",
    message: "the API met what nobody foresaw",
    where: `request ${requestId}`,
    why: "it is a mistake in Waybill",
    next: "look for this request in the log of the function api, and report what it says",
  };
}
