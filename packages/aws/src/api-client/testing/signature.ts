import { createHash, createHmac } from "node:crypto";

/** A request as it arrives at a server. */
export interface Arrived {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What AWS makes of a signature, written from its documentation: true where the secret is the caller's. */
export function isSigned(request: Arrived, secret: string): boolean {
  const [, scope = "", signed = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? "",
    ) ?? [];
  const { headers, body } = request;
  const parts = { scope, signed: signed.split(";"), at: headers["x-amz-date"] ?? "", payload: sha256(body) };
  return signature !== "" && signature === signatureOf(request, parts, secret);
}

/** The same for an address that carries its signature. */
export function isPresigned(request: Arrived, secret: string): boolean {
  const { searchParams } = new URL(request.target, "http://x");
  const field = (name: string) => searchParams.get(`X-Amz-${name}`) ?? "";
  const parts = {
    scope: field("Credential").split("/").slice(1).join("/"),
    signed: field("SignedHeaders").split(";"),
    at: field("Date"),
    payload: "UNSIGNED-PAYLOAD",
  };
  return field("Signature") === signatureOf(request, parts, secret);
}

interface Parts {
  readonly scope: string;
  readonly signed: readonly string[];
  readonly at: string;
  readonly payload: string;
}

function signatureOf(
  { method, target, headers }: Arrived,
  { scope, signed, at, payload }: Parts,
  secret: string,
) {
  const [path = "", query = ""] = target.split("?");
  const canonical = [
    method,
    path,
    canonicalQuery(query),
    ...signed.map((name) => `${name}:${headers[name]}`),
    "",
    signed.join(";"),
    payload,
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", at, scope, sha256(canonical)].join("\n");
  const key = scope.split("/").reduce<Buffer | string>((by, part) => hmac(by, part), `AWS4${secret}`);
  return hmac(key, text).toString("hex");
}

const canonicalQuery = (query: string): string =>
  query
    .split("&")
    .filter((part) => part !== "" && !part.startsWith("X-Amz-Signature="))
    .map((part) => part.split("=").map(decodeURIComponent).map(escaped).join("="))
    .sort()
    .join("&");

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: Buffer | string, text: string): Buffer => createHmac("sha256", key).update(text).digest();
