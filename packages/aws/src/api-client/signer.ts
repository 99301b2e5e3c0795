import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsSettings } from "../client/settings.ts";

export interface Signable {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Gives the headers with which IAM takes the request. */
export type Signer = (request: Signable) => Promise<Readonly<Record<string, string>>>;

export interface SignerOptions extends Pick<AwsSettings, "credentials"> {
  readonly service: string;
  readonly region: string;
}

/** Signs with what every AWS program signs with: the environment, a profile, SSO, a role. */
export function signer({ service, region, credentials }: SignerOptions): Signer {
  const signature = new SignatureV4({
    service,
    region,
    credentials: credentials ?? defaultProvider(),
    sha256: Sha256,
  });
  return async ({ method, url, headers, body }) => {
    const signed = await signature.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== "" && { port: Number(url.port) }),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...headers, host: url.host },
      body,
    });
    // `fetch` writes it itself, as it was signed.
    const { host, ...rest } = signed.headers;
    return rest;
  };
}
