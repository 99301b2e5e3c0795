const SHOWN_CHARACTERS = 80;

/**
 * An event pattern that AWS's PutRule would refuse. Says where in the pattern, why, and what to type next.
 */
export class InvalidPattern extends Error {
  override readonly name = "InvalidPattern";
  /** The path inside the pattern, e.g. `detail.$or[1].amount`; empty for the pattern as a whole. */
  readonly path: string;
  readonly reason: string;
  /** What to type instead. */
  readonly next: string;

  constructor(path: string, reason: string, next: string) {
    super(`the event pattern is not valid${path && ` at ${path}`}: ${reason}; ${next}`);
    this.path = path;
    this.reason = reason;
    this.next = next;
  }
}

/** A value as the author wrote it, short enough for a message. */
export function show(value: unknown): string {
  const text = (typeof value === "number" ? undefined : JSON.stringify(value)) ?? String(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
