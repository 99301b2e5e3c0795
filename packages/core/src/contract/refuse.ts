import { Usage } from "../errors.ts";

export interface Refusal {
  /** `row.address.0` */
  readonly path: string;
  /** What stands there, as its author wrote it: `z.union()`. */
  readonly what: string;
  readonly why: string;
  /** What to write instead. */
  readonly next: string;
}

/** A type, or a part of one, that a row contract cannot say. */
export const refused = ({ path, what, why, next }: Refusal): Usage =>
  new Usage("contract.type", `${path}: ${what} cannot be in a row contract`, { where: path, why, next });
