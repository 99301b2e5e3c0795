import { buildCommand, buildRouteMap } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import {
  type JsonFlag,
  jsonFlag,
  type StateFlag,
  stateFlag,
  text,
  wholeNumber,
} from "../command-line/flags.ts";

export interface DeadLetterFlags extends StateFlag, JsonFlag {}
export interface ListFlags extends DeadLetterFlags {
  readonly run?: string;
}

const flags = { ...stateFlag, ...jsonFlag };
const id = { ...text("id", "Its number, as dlq list shows it"), parse: wholeNumber };

const listCommand = buildCommand<ListFlags, [], Cli>({
  loader: async () => (await import("./list.ts")).default,
  parameters: {
    flags: {
      ...flags,
      run: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "run",
        brief: "Of this run alone: an id, the first letters of it, or last",
      },
    },
  },
  docs: { brief: "Events that a stage or a subscriber gave up, the oldest first" },
});

const one = (
  brief: string,
  load: () => Promise<(this: Cli, flags: DeadLetterFlags, id: number) => Promise<void>>,
) =>
  buildCommand<DeadLetterFlags, [number], Cli>({
    loader: load,
    parameters: { flags, positional: { kind: "tuple", parameters: [id] } },
    docs: { brief },
  });

export const deadLetterCommands = buildRouteMap({
  routes: {
    list: listCommand,
    show: one(
      "One of them: why, how often it was tried, and the event",
      async () => (await import("./one.ts")).show,
    ),
    redrive: one("Back into the queue it came from", async () => (await import("./one.ts")).redrive),
    discard: one("Give it up for good", async () => (await import("./one.ts")).discard),
  },
  docs: { brief: "Dead letters: events that nobody could deal with" },
});
