import * as z from "zod";

const count = (description: string) => z.int().min(0).meta({ description });

/** A column of an artifact. */
export const ColumnRef = z.object({
  name: z.string().meta({ description: "The column's name." }),
  type: z.string().meta({ description: "The column's type in the engine's words: `DECIMAL(12,2)`." }),
  nullable: z.boolean().meta({ description: "True where a value may be missing." }),
});

/** An immutable thing that a stage wrote. Events carry references, never the data itself. */
export const Artifact = z.object({
  uri: z.string().meta({ description: "Where it lies. No two attempts ever share a place." }),
  format: z.enum(["parquet", "json"]).meta({ description: "How it is written." }),
  rows: count("Rows, or entries of a JSON list."),
  bytes: count("Its size in bytes."),
  checksum: z.string().meta({ description: "`sha256:` and 64 hexadecimal digits." }),
  schema: z.array(ColumnRef).optional().meta({ description: "Its columns; absent for JSON." }),
});
export type Artifact = z.output<typeof Artifact>;

/** A thing outside Waybill that was read: a file, a table, a page. */
export const InputRef = z.object({
  uri: z.string().meta({ description: "Where it lies, as the source names it." }),
  bytes: count("Its size in bytes.").optional(),
  version: z.string().optional().meta({ description: "What tells this content from a later one." }),
  part: z.string().optional().meta({ description: "Which part was read: `bytes 0-1000`, `rows 0-5000`." }),
});
export type InputRef = z.output<typeof InputRef>;

export const Severity = z.enum(["reject", "warn", "fail"]).meta({
  description: "`reject` quarantines the row, `warn` only counts it, `fail` ends the run.",
});
export type Severity = z.output<typeof Severity>;

/** What one check found. */
export const CheckCount = z.object({
  id: z.string().meta({ description: "`delay.between`; a second one alike is `delay.between#2`." }),
  rule: z.string().meta({ description: "The rule's name: `between`." }),
  column: z
    .string()
    .nullable()
    .meta({ description: "Null where the rule looks at the whole row or dataset." }),
  severity: Severity,
  failed: count("Rows that fail it, after corrections."),
  corrected: count("Rows that failed it at first and pass once corrected."),
  example: z.string().nullable().meta({ description: "One value that fails, as text." }),
});
export type CheckCount = z.output<typeof CheckCount>;

/** Why something could not go on. */
export const Reason = z.object({
  class: z.enum(["transient", "permanent", "data-quality"]).meta({
    description:
      "What happens next: `transient` is tried again, `permanent` waits for a person, `data-quality` for better rows.",
  }),
  code: z.string().meta({ description: "Stable, for machines: `csv.missing-file`." }),
  message: z.string().meta({ description: "What went wrong, for people." }),
  where: z.string().nullable().meta({ description: "File, line, column, rule or statement." }),
  why: z.string().nullable().meta({ description: "The reason behind it; null where it is plain." }),
  next: z.string().nullable().meta({ description: "The next thing to type or to change." }),
});
export type Reason = z.output<typeof Reason>;

/** Rows of a whole run, from the source's first to the warehouse's last. */
export const RunTotals = z.object({
  read: count("Rows the source had."),
  rejected: count("Rows that could not be read."),
  extracted: count("Rows that went into the first artifact."),
  transformed: count("Rows that came out of the last step."),
  quarantined: count("Rows held back with a reason, at the source and after the last step."),
  corrected: count("Rows that failed a check and pass once corrected."),
  superseded: count("Rows that lost to a later row of the same key."),
  loaded: count("Rows that the warehouse took: inserted, updated or found unchanged."),
});
export type RunTotals = z.output<typeof RunTotals>;

/** Milliseconds, rows and bytes of one stage, over all partitions. */
export const StageTotals = z.object({
  ms: count("Work time, added up over partitions."),
  rows: count("Rows that came out."),
  bytes: count("Bytes of the artifacts written."),
});
export type StageTotals = z.output<typeof StageTotals>;

export const rowCount = count;
export const elapsed = () => count("Milliseconds of work.");
