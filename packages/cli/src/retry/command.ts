import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { jsonFlag, text } from "../command-line/flags.ts";
import { type RunFlags, resourceFlags } from "../run/command.ts";
import { placeFlags } from "../stage/flags.ts";

export type RetryFlags = Omit<RunFlags, "set">;

export const retryCommand = buildCommand<RetryFlags, [string], Cli>({
  loader: async () => (await import("./retry.ts")).default,
  parameters: {
    flags: {
      ...placeFlags,
      ...resourceFlags,
      ...jsonFlag,
      quiet: { kind: "boolean", optional: true, withNegated: false, brief: "Say only how it ended" },
    },
    positional: {
      kind: "tuple",
      parameters: [text("run", "Its id, the first letters of it, or last")],
    },
  },
  docs: {
    brief: "Do again what failed in a run, and load it once it is whole",
    fullDescription: [
      "Do again what failed in a run, and load it once it is whole",
      "",
      "Only partitions that failed are worked on, from the stage that failed; what is done is kept. The pipeline may",
      "have been mended meanwhile. Prints and ends like run.",
      "",
      "  waybill retry last",
      "  waybill retry 01JD3 --memory 4GB",
    ].join("\n"),
  },
});
