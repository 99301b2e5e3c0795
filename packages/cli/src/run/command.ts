import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import {
  type JsonFlag,
  jsonFlag,
  memory,
  type Setting,
  setting,
  size,
  text,
  threads,
} from "../command-line/flags.ts";
import { proposePipelines } from "../completion/propose.ts";
import { type PlaceFlags, placeFlags } from "../stage/flags.ts";

export interface RunFlags extends PlaceFlags, JsonFlag {
  readonly memory?: string;
  readonly threads?: number;
  readonly partitionSize?: number;
  readonly set?: readonly Setting[];
  readonly quiet?: boolean;
}

/** Flags that say what a run may use, for every command that runs pipelines. */
export const resourceFlags = {
  memory: {
    kind: "parsed",
    parse: memory,
    optional: true,
    placeholder: "size",
    brief: "Memory for the engine: 2GB",
  },
  threads: {
    kind: "parsed",
    parse: threads,
    optional: true,
    placeholder: "n",
    brief: "Cores for the engine [all]",
  },
  partitionSize: {
    kind: "parsed",
    parse: size,
    optional: true,
    placeholder: "size",
    brief: "The least that a partition of a large file has: 64MB",
  },
} as const;

export const runCommand = buildCommand<RunFlags, [string], Cli>({
  loader: async () => (await import("./run.ts")).default,
  parameters: {
    flags: {
      ...placeFlags,
      ...resourceFlags,
      set: {
        kind: "parsed",
        parse: setting,
        variadic: true,
        optional: true,
        placeholder: "key=value",
        brief: "A parameter of this run; may be given several times",
      },
      ...jsonFlag,
      quiet: { kind: "boolean", optional: true, withNegated: false, brief: "Say only how it ended" },
    },
    positional: {
      kind: "tuple",
      parameters: [
        {
          ...text("pipeline", "Its name, or the path of a .ts file: flights, ./flights.ts"),
          proposeCompletions: proposePipelines,
        },
      ],
    },
  },
  docs: {
    brief: "Run a pipeline, or go on with the run of it that is open",
    fullDescription: [
      "Run a pipeline, or go on with the run of it that is open",
      "",
      "Ends with 0 when the rows are loaded, 1 when the run failed, 2 when it could not start, 3 when more rows",
      "were held back than the pipeline tolerates (then nothing is loaded), 130 when Ctrl-C stopped it.",
      "",
      "  waybill run flights",
      "  waybill run ./flights.ts --set since=2026-01-01 --memory 2GB",
      "  waybill run flights --json | jq .rows",
      "  waybill run flights --stage prod",
    ].join("\n"),
  },
});
