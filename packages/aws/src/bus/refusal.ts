import { isThrottlingError } from "@smithy/core/retry";
import { asError } from "../client/failure.ts";

/** Why one entry of a batch was not taken, where the call itself succeeded. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** The same entry again is refused again. */
  readonly final: boolean;
}

/** What an answer that names neither success nor failure for an entry comes to: unknown, so it is sent again. */
export const UNCONFIRMED: Refusal = {
  code: "Unconfirmed",
  message: "the answer does not say what became of it",
  final: false,
};

/** The errors of a PutEvents entry that AWS documents as not retryable. */
const FINAL = new Set([
  "AccessDeniedException",
  "InvalidAccountIdException",
  "InvalidArgument",
  "MalformedDetail",
  "RedactionFailure",
  "NotAuthorizedForSourceException",
  "NotAuthorizedForDetailTypeException",
]);

export const putRefusal = (code: string, message = "no reason given"): Refusal => ({
  code,
  message,
  final: FINAL.has(code),
});

/** SQS says whose fault it is; a throttle counts as the sender's there. */
export const sendRefusal = (code: string, senderFault: boolean, message = "no reason given"): Refusal => ({
  code,
  message,
  final: senderFault && !isThrottlingError(asError(named(code, message))),
});

const DENIED = /AccessDenied|NotAuthorized/;

/** The refusal of an entry as the error of a call, so that one place classifies both. */
export const refusalError = ({ code, message, final }: Refusal): Error => {
  const httpStatusCode = final ? (DENIED.test(code) ? 403 : 400) : 503;
  return Object.assign(named(code, message), { $metadata: { httpStatusCode } });
};

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });
