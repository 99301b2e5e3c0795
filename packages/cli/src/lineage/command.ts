import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { type JsonFlag, jsonFlag, text } from "../command-line/flags.ts";
import { type PlaceFlags, placeFlags } from "../stage/flags.ts";

export interface LineageFlags extends PlaceFlags, JsonFlag {}

export const lineageCommand = buildCommand<LineageFlags, [string?], Cli>({
  loader: async () => (await import("./lineage.ts")).default,
  parameters: {
    flags: { ...placeFlags, ...jsonFlag },
    positional: {
      kind: "tuple",
      parameters: [{ ...text("run", "Its id, the first letters of it, or last [last]"), optional: true }],
    },
  },
  docs: {
    brief: "Every hop of a run: what went in, what came out, how long it took",
    fullDescription: [
      "Every hop of a run: what went in, what came out, how long it took",
      "",
      "  waybill lineage last",
      "  waybill lineage 01JD3 --json | jq '.hops[] | {type, rows, ms}'",
      "  waybill lineage last --stage prod",
    ].join("\n"),
  },
});
