import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { type JsonFlag, jsonFlag, text } from "../command-line/flags.ts";

export interface InitFlags extends JsonFlag {
  readonly name?: string;
  readonly out?: string;
}

export const initCommand = buildCommand<InitFlags, [string], Cli>({
  loader: async () => (await import("./init.ts")).default,
  parameters: {
    flags: {
      name: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "name",
        brief: "What the pipeline is called [the file's name]",
      },
      out: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "file",
        brief: "Where it is written [pipelines/<name>.ts, or <name>.ts where there is no such folder]",
      },
      ...jsonFlag,
    },
    positional: {
      kind: "tuple",
      parameters: [text("sample", "A file of the data: CSV, TSV, JSON or Parquet; .gz and .zst too")],
    },
  },
  docs: {
    brief: "Write a pipeline from a sample of its data",
    fullDescription: [
      "Write a pipeline from a sample of its data",
      "",
      "  waybill init data/orders.csv",
      "  waybill init data/orders.csv --name sales --out pipelines/sales.ts",
    ].join("\n"),
  },
});
