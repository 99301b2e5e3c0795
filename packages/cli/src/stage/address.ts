import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Usage } from "@waybill/core";
import type { Cli } from "../command-line/cli.ts";

/** What `sst deploy` writes beside `sst.config.ts`: the outputs of the stage that was deployed last. */
const OUTPUTS = join(".sst", "outputs.json");

/**
 * The address of a stage's API: `WAYBILL_API_URL`, else what the last deployment from this folder, or one above it,
 * has printed. Whether it is this stage's is for the API to say. Throws `Usage`: `stage.no-address`, `stage.outputs`.
 */
export function addressOf(stage: string, { cwd, env }: Pick<Cli, "cwd" | "env">): string {
  if (env.WAYBILL_API_URL) return env.WAYBILL_API_URL;
  const file = outputsAbove(cwd);
  if (file !== null) return apiIn(file, stage);
  throw new Usage("stage.no-address", `where the API of stage ${stage} is, is not known here`, {
    where: cwd,
    why: `WAYBILL_API_URL is not set, and no ${OUTPUTS} is in this folder or above it`,
    next: `go to the folder that it was deployed from; or deploy it: npx sst deploy --stage ${stage}; or set WAYBILL_API_URL to what that printed as api`,
  });
}

function outputsAbove(folder: string): string | null {
  const file = join(folder, OUTPUTS);
  if (existsSync(file)) return file;
  const above = dirname(folder);
  return above === folder ? null : outputsAbove(above);
}

function apiIn(file: string, stage: string): string {
  const outputs = parsed(readFileSync(file, "utf8"));
  if (
    typeof outputs === "object" &&
    outputs !== null &&
    "api" in outputs &&
    typeof outputs.api === "string"
  ) {
    return outputs.api;
  }
  throw new Usage("stage.outputs", "the outputs of the last deployment name no api", {
    where: file,
    why: "it did not come to its end, or sst.config.ts does not give back what stacks/index.ts does",
    next: `deploy it again: npx sst deploy --stage ${stage}; or set WAYBILL_API_URL`,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
