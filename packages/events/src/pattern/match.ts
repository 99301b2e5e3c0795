import type { Leaf, Leaves, Place } from "./flatten.ts";
import type { Field, Rule } from "./matcher.ts";

/** Whether one of the rules matches. */
export const matchesAny = (rules: readonly Rule[], leaves: Leaves): boolean =>
  rules.some((rule) => matchesRule(rule, leaves));

interface Candidates {
  /** The places where the field is. */
  readonly present: ReadonlySet<Place>;
  /** The places where it has a value that matches. */
  readonly matching: ReadonlySet<Place>;
  readonly mayBeAbsent: boolean;
}

/**
 * Every field must match, and all with leaves from the same element of each array they share. A field is
 * absent where none of its leaves is in the elements that the fields before it, by path, were matched in.
 */
function matchesRule(rule: Rule, leaves: Leaves): boolean {
  const fields: Candidates[] = [];
  for (const field of rule) {
    const candidates = candidatesOf(field, leaves.get(field.path) ?? []);
    if (candidates.matching.size === 0 && !candidates.mayBeAbsent) return false;
    fields.push(candidates);
  }
  return fits(fields);
}

function candidatesOf({ entries }: Field, leaves: readonly Leaf[]): Candidates {
  const matching = leaves.filter(({ value }) => entries.some(({ test }) => test(value)));
  return {
    present: new Set(leaves.map(({ place }) => place)),
    matching: new Set(matching.map(({ place }) => place)),
    mayBeAbsent: entries.some(({ absent }) => absent),
  };
}

/** Tries each choice of elements once: what it costs grows with the leaves, not with their combinations. */
function fits(fields: readonly Candidates[]): boolean {
  const ahead = arraysAhead(fields);
  const failed = new Set<string>();

  const from = (i: number, chosen: Place): boolean => {
    const field = fields[i];
    if (!field) return true;
    const state = `${i}:${[...chosen]}`;
    if (failed.has(state)) return false;
    const go = (place: Place): boolean => from(i + 1, onward(chosen, place, ahead[i + 1]));
    const absent = field.mayBeAbsent && ![...field.present].some((place) => agree(place, chosen));
    if (absent && go(new Map())) return true;
    for (const place of field.matching) if (agree(place, chosen) && go(place)) return true;
    failed.add(state);
    return false;
  };
  return from(0, new Map());
}

/** For each field, the arrays that it or a later one has leaves in. */
function arraysAhead(fields: readonly Candidates[]): ReadonlySet<number>[] {
  const ahead: ReadonlySet<number>[] = [];
  let later: ReadonlySet<number> = new Set();
  for (const [i, { present }] of [...fields.entries()].reverse()) {
    later = new Set([...later, ...[...present].flatMap((place) => [...place.keys()])]);
    ahead[i] = later;
  }
  return ahead;
}

const agree = (place: Place, chosen: Place): boolean => {
  for (const [array, index] of place) if ((chosen.get(array) ?? index) !== index) return false;
  return true;
};

/** The choices that still matter, in the order of the arrays. */
const onward = (chosen: Place, place: Place, ahead: ReadonlySet<number> = new Set()): Place =>
  new Map([...chosen, ...place].filter(([array]) => ahead.has(array)).sort(([a], [b]) => a - b));
