import { buildCommand } from "@stricli/core";
import type { Cli } from "../command-line/cli.ts";
import {
  type JsonFlag,
  jsonFlag,
  type LimitFlag,
  limitFlag,
  type StateFlag,
  stateFlag,
  text,
} from "../command-line/flags.ts";

export interface QueryFlags extends StateFlag, JsonFlag, LimitFlag {
  readonly csv?: boolean;
}

export const queryCommand = buildCommand<QueryFlags, [string], Cli>({
  loader: async () => (await import("./query.ts")).default,
  parameters: {
    flags: {
      ...stateFlag,
      ...limitFlag("At most this many rows [100; with --json and --csv all]"),
      ...jsonFlag,
      csv: {
        kind: "boolean",
        optional: true,
        withNegated: false,
        brief: 'CSV: NULL is empty, an empty text is ""',
      },
    },
    positional: { kind: "tuple", parameters: [text("sql", "One query; it can read, and nothing else")] },
  },
  docs: {
    brief: "Look into the warehouse with SQL",
    fullDescription: [
      "Look into the warehouse with SQL",
      "",
      '  waybill query "from flights limit 10"',
      '  waybill query "select origin, count(*) n from flights group by all order by n desc" --csv',
      '  waybill query "show tables"',
    ].join("\n"),
  },
});
