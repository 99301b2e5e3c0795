import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { type StateFlag, stateFlag } from "../command-line/flags.ts";

export const demoCommand = buildCommand<StateFlag, [], Cli>({
  loader: async () => (await import("./demo.ts")).default,
  parameters: { flags: { ...stateFlag } },
  docs: { brief: "Run every pipeline of pipelines/index.ts, then show the lineage of one" },
});
