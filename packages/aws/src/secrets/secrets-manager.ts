import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Clock, type Secrets, systemClock, Usage } from "@waybill/core";
import { type CallLimits, clientConfig } from "../client/config.ts";
import { asError, awsFailure } from "../client/failure.ts";
import type { AwsSettings } from "../client/settings.ts";
import { withoutAnswer } from "./without-answer.ts";

export interface SecretsManagerOptions {
  readonly aws?: AwsSettings;
  /** Goes before each name: `waybill/prod/`. */
  readonly prefix: string;
  /** Told each value as it is read, so that it can be kept out of the log. */
  readonly onRead?: (value: string) => void;
  readonly limits?: CallLimits;
  readonly clock?: Clock;
}

/** A secret that was changed is read within that time. */
const CACHE_MS = 5 * 60_000;

/**
 * Secrets from AWS Secrets Manager, kept for five minutes in this process. A failure is not kept.
 * Errors beside the port's: `Usage` `secret.binary`, `aws.credentials`; `Transient` `secret.unavailable`; `Permanent`
 * `aws.denied`, `aws.refused`. None of them has a value in it.
 */
export function secretsManager({
  aws = {},
  prefix,
  onRead = () => {},
  limits,
  clock = systemClock,
}: SecretsManagerOptions): Secrets {
  const client = new SecretsManagerClient(clientConfig(aws, limits));
  const kept = new Map<string, { readonly value: Promise<string>; readonly until: number }>();
  const read = async (name: string): Promise<string> => {
    const value = await readSecret(client, name, prefix + name);
    onRead(value);
    return value;
  };
  return {
    get(name) {
      const known = kept.get(name);
      if (known && clock.now() < known.until) return known.value;
      const value = read(name);
      kept.set(name, { value, until: clock.now() + CACHE_MS });
      value.catch(() => {
        if (kept.get(name)?.value === value) kept.delete(name);
      });
      return value;
    },
  };
}

async function readSecret(client: SecretsManagerClient, name: string, id: string): Promise<string> {
  const { SecretString, SecretBinary } = await answerFor(client, name, id);
  if (SecretString) return SecretString;
  if (SecretBinary === undefined) throw missing(name, id, "empty");
  throw new Usage("secret.binary", `the secret ${name} is binary, and a text is needed`, {
    where: placeOf(id),
    next: `type: aws secretsmanager put-secret-value --secret-id ${id} --secret-string …`,
  });
}

async function answerFor(client: SecretsManagerClient, name: string, id: string) {
  try {
    return await client.send(new GetSecretValueCommand({ SecretId: id }));
  } catch (thrown) {
    if (asError(thrown).name === "ResourceNotFoundException") throw missing(name, id, "not set");
    throw awsFailure(withoutAnswer(asError(thrown)), {
      unavailable: "secret.unavailable",
      doing: `read the secret ${name}`,
      where: placeOf(id),
    });
  }
}

const missing = (name: string, id: string, what: "not set" | "empty") =>
  new Usage("secret.missing", `the secret ${name} is ${what}`, {
    where: placeOf(id),
    next: `type: npx sst secret set ${name} … --stage <stage>, and deploy; or without a deploy: aws secretsmanager create-secret --name ${id} --secret-string …`,
  });

const placeOf = (id: string): string => `Secrets Manager, under the name ${id}`;
