import { buildCommand, buildRouteMap } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { type JsonFlag, jsonFlag, text } from "../command-line/flags.ts";
import { type PlaceFlags, placeFlags } from "../stage/flags.ts";

export interface DeadLetterFlags extends PlaceFlags, JsonFlag {}
export interface ListFlags extends DeadLetterFlags {
  readonly run?: string;
}

const flags = { ...placeFlags, ...jsonFlag };
const id = { ...text("id", "As dlq list shows it"), parse: letterId };

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
  load: () => Promise<(this: Cli, flags: DeadLetterFlags, id: string) => Promise<void>>,
) =>
  buildCommand<DeadLetterFlags, [string], Cli>({
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

/** A number on this machine, the id of a message of SQS on a stage. */
function letterId(given: string): string {
  if (/^(?:[1-9]\d{0,8}|[A-Za-z0-9-]{20,80})$/.test(given)) return given;
  throw new Error(
    "it takes what dlq list shows: a whole number from 1 on; on a stage, 36 letters and digits",
  );
}
