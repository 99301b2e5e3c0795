import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { type JsonFlag, jsonFlag } from "../command-line/flags.ts";

export const pipelinesCommand = buildCommand<JsonFlag, [], Cli>({
  loader: async () => (await import("./pipelines.ts")).default,
  parameters: { flags: { ...jsonFlag } },
  docs: { brief: "What pipelines/index.ts lists: source, steps and table of each" },
});
