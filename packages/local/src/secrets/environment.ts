import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { type Secrets, Usage } from "@waybill/core";
import { hasCode } from "../disk/failure.ts";

export interface EnvironmentSecretsOptions {
  /** Where `.env` is: the project's folder. */
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Secrets from the environment, then from the file `.env`, which is read anew each time.
 * Errors: `Usage` `secret.missing`, `secret.unreadable`.
 */
export function environmentSecrets({
  folder,
  environment = process.env,
}: EnvironmentSecretsOptions): Secrets {
  const file = resolve(folder, ".env");
  return {
    async get(name) {
      const value = environment[name] ?? (await readFileOf(file))[name];
      if (value) return value;
      throw new Usage("secret.missing", `the secret ${name} is ${value === "" ? "empty" : "not set"}`, {
        where: value === undefined ? `neither in the environment nor in ${file}` : name,
        next: `type: export ${name}=…, or add the line ${name}=… to ${file}`,
      });
    },
  };
}

async function readFileOf(file: string): Promise<NodeJS.Dict<string>> {
  try {
    return parseEnv(await readFile(file, "utf8"));
  } catch (cause) {
    if (hasCode(cause, "ENOENT")) return {};
    throw new Usage("secret.unreadable", `${file} cannot be read`, {
      where: file,
      why: cause instanceof Error ? cause.message : String(cause),
      next: "make it a text file that this user can read, with lines like NAME=value",
      cause,
    });
  }
}
