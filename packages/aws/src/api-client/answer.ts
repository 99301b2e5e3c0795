import {
  DataQuality,
  type ErrorClass,
  type ErrorDetails,
  Permanent,
  Transient,
  Usage,
  type WaybillError,
} from "@waybill/core";

/** What came back of a call. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Errors: what the API says; `Transient` `api.unavailable`; `Permanent` `aws.denied`, `api.unreadable`. */
export function valueIn({ status, text }: Answer, call: string): unknown {
  const value = parsed(text);
  if (status < 300) {
    if (value !== undefined) return value;
    throw unreadable(call, `it answered ${status} with what is no JSON`);
  }
  throw saidBy(value) ?? notByTheApi(status, value, call);
}

/** An error in the API's own words. */
function saidBy(value: unknown): WaybillError | null {
  const said = isRecord(value) && isRecord(value.error) ? value.error : null;
  if (!said || typeof said.code !== "string" || typeof said.message !== "string") return null;
  const text = (field: unknown) => (typeof field === "string" ? field : undefined);
  const details: ErrorDetails = { where: text(said.where), why: text(said.why), next: text(said.next) };
  return new (CLASSES[said.class as ErrorClass] ?? Permanent)(said.code, said.message, details);
}

const CLASSES = {
  transient: Transient,
  permanent: Permanent,
  "data-quality": DataQuality,
  usage: Usage,
} as const;

/** API Gateway answered in its place: it throttles, IAM denies, the function died. */
function notByTheApi(status: number, value: unknown, call: string): WaybillError {
  const said = isRecord(value) && typeof value.message === "string" ? `: ${value.message}` : "";
  const why = `it answered ${status}${said}`;
  if (status === 401 || status === 403) {
    return new Permanent("aws.denied", `cannot call ${call}: AWS denies it`, {
      where: call,
      why,
      next: "sign in to the account of the stage (AWS_PROFILE, aws sso login), as a role that may execute-api:Invoke",
    });
  }
  if (status === 429 || status >= 500) return unavailable(call, why);
  return unreadable(call, why);
}

export const unavailable = (call: string, why: string, cause?: unknown): Transient =>
  new Transient("api.unavailable", `cannot call ${call} just now`, {
    where: call,
    why,
    next: "type it again; if it stays so, look at the log of the function api",
    cause,
  });

const unreadable = (call: string, why: string): Permanent =>
  new Permanent("api.unreadable", `what ${call} answers is not Waybill's`, {
    where: call,
    why,
    next: "look whether WAYBILL_API_URL is the address that `sst deploy` printed as api",
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
