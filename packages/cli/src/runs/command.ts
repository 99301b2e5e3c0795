import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { type JsonFlag, jsonFlag, type LimitFlag, limitFlag } from "../command-line/flags.ts";
import { type PlaceFlags, placeFlags } from "../stage/flags.ts";

export interface RunsFlags extends PlaceFlags, JsonFlag, LimitFlag {
  readonly pipeline?: string;
}

export const runsCommand = buildCommand<RunsFlags, [], Cli>({
  loader: async () => (await import("./runs.ts")).default,
  parameters: {
    flags: {
      ...placeFlags,
      pipeline: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "name",
        brief: "Runs of this pipeline alone",
      },
      ...limitFlag("How many of the newest [20]"),
      ...jsonFlag,
    },
  },
  docs: { brief: "What has run, the newest first" },
});
