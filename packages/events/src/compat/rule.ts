import type * as z from "zod";
import type { MemberPair, Place } from "./place.ts";
import type { Member, Shape } from "./shape.ts";

/**
 * `backward`: the running code reads the events that were stored in this version.
 * `forward`: the consumers deployed with this version read what the running code publishes.
 */
export type Direction = "backward" | "forward";

/** What a rule found in one place. */
export interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What `data` was and what it became. */
export interface Fixture {
  readonly before: z.ZodType;
  readonly after: z.ZodType;
}

/** One way in which a change of a published version breaks somebody. */
export interface Rule {
  readonly id: string;
  /** Who is hurt and how, in one sentence. */
  readonly purpose: string;
  /** Which readers it protects. Only the latest version has to hold in both directions. */
  readonly protects: readonly Direction[];
  check(place: Place): readonly Change[];
  /** A change that it refuses and the nearest one that it does not. */
  readonly fixtures: { readonly breaks: Fixture; readonly holds: Fixture };
}

/** A rule that looks at each member of a place by itself, where its type is still the same or wider or narrower. */
export const eachMember =
  (check: (pair: MemberPair) => readonly Change[]) =>
  (place: Place): readonly Change[] =>
    place.pairs.filter(({ before, after }) => related(before.type, after.type)).flatMap(check);

/** Whether a reader of one type accepts every value of the other. */
export const reads = (reader: string | undefined, written: string | undefined): boolean =>
  reader === undefined || reader === written || (reader === "number" && written === "integer");

const related = (one: string | undefined, other: string | undefined) =>
  reads(one, other) || reads(other, one);

/** A member as a person would say it: `string`, `"append" | "merge"`. */
export const describe = (member: Member): string =>
  member.values
    ? member.values.map((value) => JSON.stringify(value)).join(" | ")
    : (member.type ?? "anything");

/** A place as a person would say it: `string | null`. */
export const describeShape = ({ members, nullable }: Shape): string =>
  [...members.map(describe), ...(nullable ? ["null"] : [])].join(" | ");

export const without = (values: readonly unknown[], others: readonly unknown[]): unknown[] =>
  values.filter((value) => !others.includes(value));
