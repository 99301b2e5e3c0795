export interface Refusal {
  /** The setting, as `a.b.c`. */
  readonly where: string;
  readonly why: string;
  readonly next: string;
}

/** A deployment that cannot be right ends here, before anything is created. */
export function refuse(what: string, { where, why, next }: Refusal): never {
  throw new Error(`${what}\n  where: ${where}\n  why:   ${why}\n  next:  ${next}`);
}
