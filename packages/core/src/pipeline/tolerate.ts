import { Usage } from "../errors.ts";
import { type Percent, shareOf } from "../quality/share.ts";
import { type Definition, placeOf } from "./definition.ts";
import type { Limit, Tolerance } from "./plan.ts";

export interface ToleranceOptions {
  /** `"1%"` of the rows read, or a number of rows. More than that, and the run ends without a load. */
  readonly quarantined?: Percent | number;
  /** The same for rows that could not be read. */
  readonly rejected?: Percent | number;
}

/** Where nothing is said, any number of rows may be held back. */
export const TOLERATE_ALL: Tolerance = { quarantined: null, rejected: null };

/** Throws `Usage` (`tolerate.limit`, `tolerate.twice`). */
export function tolerate(definition: Definition, options: ToleranceOptions): Definition {
  const where = placeOf(definition, "tolerate");
  if (definition.tolerate) {
    throw new Usage("tolerate.twice", "the pipeline says twice what it tolerates", {
      where,
      next: 'write both limits in one: .tolerate({ quarantined: "1%", rejected: 10 })',
    });
  }
  return {
    ...definition,
    tolerate: {
      quarantined: limitOf("quarantined", options.quarantined, where),
      rejected: limitOf("rejected", options.rejected, where),
    },
  };
}

function limitOf(name: string, given: unknown, where: string): Limit | null {
  if (given === undefined) return null;
  if (typeof given === "number" && Number.isInteger(given) && given >= 0) return { rows: given };
  const share = typeof given === "string" ? shareOf(given) : null;
  if (share !== null && share <= 1) return { share };
  throw new Usage("tolerate.limit", `${JSON.stringify(given)} is no limit for ${name}`, {
    where,
    why: "a limit is a share from 0% to 100%, or a whole number of rows",
    next: `write ${name}: "1%", or ${name}: 100`,
  });
}
