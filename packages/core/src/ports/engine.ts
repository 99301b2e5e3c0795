import type { CheckCount, ColumnRef, StepCount } from "@waybill/events";
import type * as z from "zod";
import type { Column } from "../contract/column.ts";
import type { Plan } from "../pipeline/plan.ts";
import type { FileFormat, Work } from "../sources/source.ts";

/** A Parquet file that the engine wrote to the path it was given. Null where there was no row to write. */
export interface Written {
  readonly rows: number;
  readonly columns: readonly z.output<typeof ColumnRef>[];
}

type Check = z.output<typeof CheckCount>;

interface Request {
  readonly plan: Plan;
  /** When the run was asked for, in milliseconds since 1970: what `fresherThan` measures from. */
  readonly runTime: number;
  readonly signal: AbortSignal;
}

export interface ExtractRequest extends Request {
  /** A source of the plan, by name. */
  readonly source: string;
  readonly work: Work;
  /** The partition's number, for `_waybill_partition`. */
  readonly partition: number;
  readonly out: { readonly rows: string; readonly rejects: string; readonly quarantine: string };
}
/** read = extracted + rejected + quarantined. */
export interface ExtractReport {
  readonly rows: {
    readonly read: number;
    readonly extracted: number;
    readonly rejected: number;
    readonly quarantined: number;
    readonly corrected: number;
  };
  readonly checks: readonly Check[];
  /** Written also where it has no rows. */
  readonly artifact: Written;
  readonly rejects: Written | null;
  readonly quarantine: Written | null;
}

export interface TransformRequest extends Request {
  /** Which stretch of the plan's steps: they are cut before each step with `scope: "run"`. */
  readonly segment: number;
  /** The folder below which every path of this request lies. The author's SQL sees nothing else. */
  readonly folder: string;
  readonly inputs: readonly string[];
  /** Paths by the lookup's name. */
  readonly lookups: Readonly<Record<string, string>>;
  readonly partition: number;
  readonly out: { readonly rows: string; readonly quarantine: string };
}
export interface TransformReport {
  readonly rows: { readonly in: number; readonly out: number; readonly quarantined: number };
  readonly steps: readonly z.output<typeof StepCount>[];
  readonly artifact: Written;
  readonly quarantine: Written | null;
}

export interface ValidateRequest extends Request {
  readonly artifact: string;
  readonly out: { readonly quarantine: string };
}
/** got = passed + quarantined. */
export interface ValidateReport {
  readonly rows: {
    readonly got: number;
    readonly passed: number;
    readonly quarantined: number;
    readonly corrected: number;
  };
  readonly checks: readonly Check[];
  readonly quarantine: Written | null;
}

export interface SettleRequest extends Request {
  /** Of every partition that is validated, in the order of their numbers. */
  readonly artifacts: readonly string[];
  /** One path for each `unique` check of the plan, in its order: source rules first. */
  readonly out: {
    readonly exclusions: readonly string[];
    readonly winners: string;
    readonly quarantine: string;
  };
}
/** passed = the rows without a flag - quarantined; superseded ones are among the passed. */
export interface SettleReport {
  readonly quarantined: number;
  readonly superseded: number;
  /** One for each `unique` check: the keys that may not be loaded. Null: there is none. */
  readonly exclusions: readonly (Written | null)[];
  /** One row for each key that `keep` decides: these are loaded although their key is excluded. */
  readonly winners: Written | null;
  readonly quarantine: Written | null;
  readonly checks: readonly Check[];
}

/** What is wrong with a step, as the engine sees it before anything runs. */
export interface StepProblem {
  readonly step: number;
  /** `sql.syntax`, `sql.column-type`, `sql.missing-column`, `sql.extra-column`, `sql.needs-run-scope`, `check.sql`. */
  readonly code: string;
  readonly message: string;
  readonly where: string | null;
  readonly next: string | null;
}

/** What a file seems to hold. */
export interface Inference {
  readonly format: FileFormat;
  readonly columns: readonly Column[];
  readonly sampledRows: number;
  /** What was not certain, for people: "`zip` looks like a number, but `00501` has a leading zero: kept as text". */
  readonly doubts: readonly string[];
}

/**
 * Moves the rows. The same request to the same inputs gives the same rows, in any order. It writes only to the paths
 * it is given and reads only the paths and sources that the request names.
 * Errors: `Permanent` `engine.out-of-memory` (says which setting to change), `file.missing`, `file.damaged`,
 * `file.encoding`, `sql.failed`; `Transient` `engine.io`; `Permanent` `object.no-space`.
 */
export interface Engine {
  sniff(path: string, given: Partial<FileFormat>): Promise<FileFormat>;
  infer(path: string, given: Partial<FileFormat>): Promise<Inference>;
  /** Plans every query of the pipeline without running it. */
  check(plan: Plan): Promise<readonly StepProblem[]>;
  extract(request: ExtractRequest): Promise<ExtractReport>;
  transform(request: TransformRequest): Promise<TransformReport>;
  validate(request: ValidateRequest): Promise<ValidateReport>;
  settle(request: SettleRequest): Promise<SettleReport>;
  close(): Promise<void>;
}
