import { buildCommand, buildRouteMap } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { type JsonFlag, jsonFlag, type LimitFlag, limitFlag, text } from "../command-line/flags.ts";
import { type PlaceFlags, placeFlags } from "../stage/flags.ts";

export interface ListFlags extends PlaceFlags, JsonFlag {}
export interface ShowFlags extends PlaceFlags, JsonFlag, LimitFlag {}

const run = text("run", "Its id, the first letters of it, or last [last]");

const listCommand = buildCommand<ListFlags, [string?], Cli>({
  loader: async () => (await import("./list.ts")).default,
  parameters: {
    flags: { ...placeFlags, ...jsonFlag },
    positional: { kind: "tuple", parameters: [{ ...run, optional: true }] },
  },
  docs: { brief: "Where the rows are that a run held back" },
});

const showCommand = buildCommand<ShowFlags, [string?], Cli>({
  loader: async () => (await import("./show.ts")).default,
  parameters: {
    flags: {
      ...placeFlags,
      ...limitFlag("At most this many rows of each kind [20; with --json all]"),
      ...jsonFlag,
    },
    positional: { kind: "tuple", parameters: [{ ...run, optional: true }] },
  },
  docs: {
    brief: "The rows that a run held back, and why; rejects with file, line and text",
    fullDescription: [
      "The rows that a run held back, and why; rejects with file, line and text",
      "",
      "  waybill quarantine show last",
      "  waybill quarantine show last --json | jq '.quarantine[].reasons[].message'",
    ].join("\n"),
  },
});

export const quarantineCommands = buildRouteMap({
  routes: { list: listCommand, show: showCommand },
  docs: { brief: "Rows that did not make it, and why" },
});
