import type { AwsError } from "../client/failure.ts";

/** What of an error says how it is to be taken. */
const KEPT = ["code", "$metadata", "$fault", "$retryable"] as const;

/**
 * The error without anything of the answer that it is about. The SDK hangs the answer on its errors, and where it
 * cannot be parsed the message quotes it: a secret could get into a log that way.
 */
export function withoutAnswer(error: AwsError): Error {
  const isService = "$fault" in error;
  const message = isService || error.name !== "SyntaxError" ? error.message : "the answer is no JSON";
  const fields = KEPT.filter((field) => field in error).map((field) => [
    field,
    error[field as keyof AwsError],
  ]);
  return Object.assign(new Error(message), { name: error.name, ...Object.fromEntries(fields) });
}
