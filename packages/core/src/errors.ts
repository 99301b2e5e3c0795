/**
 * What happens next. `transient`: tried again after 2, 4 and 8 seconds, then dead-lettered. `permanent`: straight to
 * the dead letters. `data-quality`: the rows break the contract, the run ends and nothing is loaded. `usage`: nothing
 * was started; what was typed or written has to change first.
 */
export type ErrorClass = "transient" | "permanent" | "data-quality" | "usage";

export interface ErrorDetails {
  /** File, line, column, rule, statement or run. */
  readonly where?: string | undefined;
  readonly why?: string | undefined;
  /** The next thing to type or to change. */
  readonly next?: string | undefined;
  readonly cause?: unknown;
}

/** The root of every error that Waybill throws on purpose. */
export abstract class WaybillError extends Error {
  abstract readonly class: ErrorClass;
  /** Said here, and not taken from the class: a bundler may give that another name. */
  abstract override readonly name: string;
  /** Stable, for machines: `csv.missing-file`. */
  readonly code: string;
  readonly where: string | undefined;
  readonly why: string | undefined;
  readonly next: string | undefined;

  constructor(code: string, message: string, { where, why, next, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.where = where;
    this.why = why;
    this.next = next;
  }
}

/** A throttle, a lock, a broken connection: the same again may succeed. */
export class Transient extends WaybillError {
  readonly class = "transient";
  override readonly name = "Transient";
}

/** A malformed file, a schema that does not fit, a mistake in code: the same again fails the same way. */
export class Permanent extends WaybillError {
  readonly class = "permanent";
  override readonly name = "Permanent";
}

/** More rows break the contract than the pipeline tolerates. */
export class DataQuality extends WaybillError {
  readonly class = "data-quality";
  override readonly name = "DataQuality";
}

/** A pipeline, an argument or a setting that cannot be right. Nothing was started. */
export class Usage extends WaybillError {
  readonly class = "usage";
  override readonly name = "Usage";
}
