import { Usage } from "@waybill/core";

type Env = Readonly<Record<string, string | undefined>>;

/** What a signature is for: an API's own address names its region, any other address needs `AWS_REGION`. */
export function regionOf(url: URL, env: Env = process.env): string {
  const [, own] = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(url.hostname) ?? [];
  return own ?? regionIn(env, `sign a call to ${url.host}`);
}

/** `doing` follows "cannot". Errors: `Usage` `aws.region`. */
export function regionIn(env: Env, doing: string): string {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION;
  if (region) return region;
  throw new Usage("aws.region", `cannot ${doing}: no AWS region is known`, {
    where: "AWS_REGION",
    next: "set AWS_REGION to the region that the stage is deployed in, such as eu-central-1",
  });
}
