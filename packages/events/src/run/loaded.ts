import * as z from "zod";
import { defineEvent, type EventOf } from "../define.ts";
import { elapsed, rowCount } from "./parts.ts";

const Warehouse = z.string().meta({ description: "Where the table is." });
const Table = z.string().meta({ description: "The table that took the rows." });
const Mode = z.enum(["append", "merge", "replace"]).meta({
  description:
    "`append` adds rows, `merge` writes them by key, `replace` puts them in the place of all others.",
});

/** got = inserted + updated + unchanged + superseded + discarded. */
export const LoadedRows = z.object({
  got: rowCount("Rows handed to the load."),
  inserted: rowCount("Rows that are new in the table."),
  updated: rowCount("Rows that took the place of one with the same key."),
  unchanged: rowCount("Rows that the table had already, value by value."),
  superseded: rowCount("Rows that lost to a later row of the same key."),
  discarded: rowCount("Rows that the drift policy drops."),
});

const V1 = z.object({
  warehouse: Warehouse,
  table: Table,
  mode: Mode,
  rows: rowCount("Rows written."),
});

const V2 = z.object({
  warehouse: Warehouse,
  table: Table,
  mode: Mode,
  rows: LoadedRows.meta({
    description: "got = inserted + updated + unchanged + superseded + discarded.",
  }),
  drift: z
    .array(
      z.object({
        column: z.string().meta({ description: "The column of the table." }),
        change: z.string().meta({ description: "What became of it: `added as DOUBLE`." }),
      }),
    )
    .meta({ description: "What the load did to the table's columns." }),
  ms: elapsed(),
});

export const Loaded = defineEvent("Loaded", "A run's rows are in the warehouse, committed.", {
  1: V1,
  2: {
    schema: V2,
    // Version 1 knew one number, and one kind of load: rows written.
    upcast: ({ warehouse, table, mode, rows }: z.output<typeof V1>) => ({
      warehouse,
      table,
      mode,
      rows: { got: rows, inserted: rows, updated: 0, unchanged: 0, superseded: 0, discarded: 0 },
      drift: [],
      ms: 0,
    }),
  },
});
export type Loaded = EventOf<typeof Loaded>;
