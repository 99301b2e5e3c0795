import { isThrottlingError, isTransientError } from "@smithy/core/retry";
import { type ErrorDetails, Permanent, Transient, Usage, WaybillError } from "@waybill/core";

export interface Attempted extends ErrorDetails {
  /** The port's code where the service is out: `bus.unavailable`. */
  readonly unavailable: string;
  /** What was being done, to follow "cannot": `publish 3 events`. */
  readonly doing: string;
}

/** An AWS error in the words of the port. Classified by what the SDK says of it, never by its message. */
export function awsFailure(thrown: unknown, { unavailable, doing, ...details }: Attempted): WaybillError {
  if (thrown instanceof WaybillError) return thrown;
  const error = asError(thrown);
  const said = { ...details, why: details.why ?? wordsOf(error), cause: thrown };
  if (error.name === "CredentialsProviderError") {
    return new Usage("aws.credentials", `cannot ${doing}: no AWS credentials were found`, {
      ...said,
      next: "set AWS_PROFILE, or log in: aws sso login",
    });
  }
  if (mayPass(error)) return new Transient(unavailable, `cannot ${doing} just now`, said);
  if (statusOf(error) === 403) {
    return new Permanent("aws.denied", `cannot ${doing}: AWS denies it`, {
      ...said,
      next: details.next ?? "grant what the reason names to the role that ran this",
    });
  }
  return new Permanent("aws.refused", `cannot ${doing}: AWS refuses it`, said);
}

/** True where the same call again may succeed: a throttle, a fault of the service, a broken connection. */
export const mayPass = (error: AwsError): boolean =>
  isThrottlingError(error) ||
  isTransientError(error) ||
  (statusOf(error) ?? 0) >= 500 ||
  statusOf(error) === 429 ||
  error.code === "EAI_AGAIN";

/** What the SDK puts on an error. */
export type AwsError = Parameters<typeof isTransientError>[0] & {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
};

export const asError = (thrown: unknown): AwsError =>
  (thrown instanceof Error ? thrown : new Error(String(thrown))) as AwsError;

const statusOf = ({ $metadata }: AwsError): number | undefined => $metadata?.httpStatusCode;

function wordsOf(error: AwsError): string {
  const request = error.$metadata?.requestId;
  return `${error.name}: ${error.message}${request ? ` (request ${request})` : ""}`;
}
