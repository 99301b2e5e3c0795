import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { type JsonFlag, jsonFlag } from "../command-line/flags.ts";
import { type PlaceFlags, placeFlags } from "../stage/flags.ts";

export interface EventsFlags extends PlaceFlags, JsonFlag {
  readonly run?: string;
  readonly type?: string;
  readonly follow?: boolean;
}

export const eventsCommand = buildCommand<EventsFlags, [], Cli>({
  loader: async () => (await import("./events.ts")).default,
  parameters: {
    flags: {
      ...placeFlags,
      run: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "run",
        brief: "Of this run alone: an id, the first letters of it, or last",
      },
      type: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "event",
        brief: "Of this type alone: Loaded",
      },
      follow: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Go on as they are published, until Ctrl-C",
      },
      ...jsonFlag,
    },
    aliases: { f: "follow" },
  },
  docs: {
    brief: "What was published, in its order; with --json one event a line",
    fullDescription: [
      "What was published, in its order; with --json one event a line",
      "",
      "  waybill events --run last",
      "  waybill events --follow --type Loaded --json",
    ].join("\n"),
  },
});
