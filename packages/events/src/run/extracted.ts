import * as z from "zod";
import { defineEvent, type EventOf } from "../define.ts";
import { Artifact, CheckCount, elapsed, InputRef, rowCount } from "./parts.ts";

/** read = extracted + rejected + quarantined. */
export const ExtractedRows = z.object({
  read: rowCount("Rows the partition has."),
  extracted: rowCount("Rows in the artifact."),
  rejected: rowCount("Rows that could not be read."),
  quarantined: rowCount("Rows that were read and fail a check of the source."),
  corrected: rowCount("Rows that failed a check of the source and pass once corrected."),
});

export const Extracted = defineEvent("Extracted", "A partition of a source is typed rows in an artifact.", {
  1: z.object({
    source: z.string().meta({ description: "The source it was read from, as the pipeline names it." }),
    inputs: z.array(InputRef).meta({ description: "What was read; of more than 20 the first 20." }),
    artifact: Artifact.meta({ description: "The typed rows." }),
    rejects: Artifact.nullable().meta({
      description: "Rows that could not be read: file, line, column, text, reason.",
    }),
    quarantine: Artifact.nullable().meta({
      description: "Rows that were read and fail a check of the source, with the reasons.",
    }),
    rows: ExtractedRows.meta({ description: "read = extracted + rejected + quarantined." }),
    checks: z.array(CheckCount).meta({ description: "What each check of the source found." }),
    ms: elapsed(),
  }),
});
export type Extracted = EventOf<typeof Extracted>;
