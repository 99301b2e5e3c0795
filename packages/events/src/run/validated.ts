import * as z from "zod";
import { defineEvent, type EventOf } from "../define.ts";
import { Artifact, CheckCount, elapsed, rowCount } from "./parts.ts";

const ForUnit = z.object({
  scope: z.literal("unit").meta({ description: "One unit is checked, for now." }),
  artifact: Artifact.meta({ description: "The transformed artifact, with its flags." }),
  quarantine: Artifact.nullable().meta({ description: "The rows with a flag, and why." }),
  rows: z
    .object({
      got: rowCount("Rows of the artifact."),
      passed: rowCount("Rows without a flag."),
      quarantined: rowCount("Rows with one."),
      corrected: rowCount("Rows that failed a check and pass once corrected."),
    })
    .meta({ description: "got = passed + quarantined." }),
  checks: z.array(CheckCount).meta({ description: "What each check found in this unit." }),
  ms: elapsed(),
});

const ForRun = z.object({
  scope: z.literal("run").meta({ description: "The whole run is checked, for good." }),
  manifest: Artifact.meta({ description: "The artifacts to load, and the exclusions." }),
  exclusions: Artifact.nullable().meta({
    description: "Keys of rows that are not to be loaded, with the reason.",
  }),
  quarantine: Artifact.nullable().meta({ description: "Rows that only the whole run shows to be wrong." }),
  rows: z
    .object({
      got: rowCount("Rows that passed in their units."),
      passed: rowCount("Rows handed to the load, superseded ones included."),
      quarantined: rowCount("Rows held back at settle."),
      superseded: rowCount("Rows that lost to a later row of the same key."),
    })
    .meta({ description: "got = passed + quarantined; the superseded are among the passed." }),
  checks: z.array(CheckCount).meta({ description: "What each check of the whole run found." }),
  ms: elapsed(),
});

export const Validated = defineEvent(
  "Validated",
  "A unit's rows are checked; or the whole run is, and may load.",
  {
    1: z.discriminatedUnion("scope", [ForUnit, ForRun]),
  },
);
export type Validated = EventOf<typeof Validated>;
