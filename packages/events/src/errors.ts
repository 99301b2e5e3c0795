/** What an error of the contracts can be. */
export type ContractCode =
  | "event.malformed"
  | "event.wrong-type"
  | "event.unknown-type"
  | "event.unknown-version"
  | "event.version-gap"
  | "event.no-upcast"
  | "event.upcast-failed"
  | "event.not-portable"
  | "event.duplicate";

/** An event that breaks its contract. Trying again does not help: it belongs in a dead-letter queue. */
export class ContractError extends Error {
  override readonly name = "ContractError";
  readonly code: ContractCode;
  /** The path inside the envelope, or the id of the event. */
  readonly where: string | undefined;
  readonly why: string | undefined;
  /** What to do next. */
  readonly next: string | undefined;

  constructor(
    code: ContractCode,
    message: string,
    more: { where?: string; why?: string; next?: string; cause?: unknown } = {},
  ) {
    super(message, "cause" in more ? { cause: more.cause } : undefined);
    this.code = code;
    this.where = more.where;
    this.why = more.why;
    this.next = more.next;
  }
}
