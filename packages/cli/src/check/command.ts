import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { type JsonFlag, jsonFlag, text } from "../command-line/flags.ts";
import { proposePipelines } from "../completion/propose.ts";

export const checkCommand = buildCommand<JsonFlag, string[], Cli>({
  loader: async () => (await import("./check.ts")).default,
  parameters: {
    flags: { ...jsonFlag },
    positional: {
      kind: "array",
      parameter: {
        ...text("pipeline", "A name, or the path of a .ts file [all that pipelines/index.ts lists]"),
        proposeCompletions: proposePipelines,
      },
    },
  },
  docs: {
    brief: "Find what is wrong with pipelines before anything runs",
    fullDescription: [
      "Find what is wrong with pipelines before anything runs",
      "",
      "The file by the compiler (a misspelt column), the definition by Waybill (a type without a form in the",
      "warehouse), each query by the engine (a column of another type than the step says). Ends with 1 where",
      "there is something.",
      "",
      "  waybill check",
      "  waybill check ./flights.ts",
    ].join("\n"),
  },
});
