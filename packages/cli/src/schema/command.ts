import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import { type JsonFlag, jsonFlag, text, wholeNumber } from "../command-line/flags.ts";

export interface SchemaFlags extends JsonFlag {
  readonly asyncapi?: boolean;
  readonly check?: boolean;
}

export const schemaCommand = buildCommand<SchemaFlags, [string?, number?], Cli>({
  loader: async () => (await import("./schema.ts")).default,
  parameters: {
    flags: {
      asyncapi: { kind: "boolean", optional: true, withNegated: false, brief: "The whole bus as AsyncAPI 3" },
      check: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: "Compare the events with their frozen schemas; ends with 1 where one is broken",
      },
      ...jsonFlag,
    },
    positional: {
      kind: "tuple",
      parameters: [
        { ...text("event", "An event: Loaded [all, in a list]"), optional: true },
        { parse: wholeNumber, placeholder: "version", brief: "A version of it [the latest]", optional: true },
      ],
    },
  },
  docs: {
    brief: "The contracts of the events: JSON Schema, AsyncAPI, and the gate that keeps them",
    fullDescription: [
      "The contracts of the events: JSON Schema, AsyncAPI, and the gate that keeps them",
      "",
      "  waybill schema",
      "  waybill schema Loaded 1",
      "  waybill schema --asyncapi > asyncapi.json",
    ].join("\n"),
  },
});
