import { checkComplexity } from "./check-complexity.ts";
import { checkSize } from "./check-size.ts";
import { InvalidPattern, show } from "./error.ts";
import { isObject } from "./json.ts";
import type { Entry, Field, Rule } from "./matcher.ts";
import { compileMatcher, isOperator } from "./operators.ts";
import { isReserved } from "./reserved.ts";

/** Every `$or` multiplies the ways to match. EventBridge refuses more than this. */
const COMBINATIONS = 1000;

/** The fields so far of one way to match, by path. */
type Draft = ReadonlyMap<string, Field>;

interface Place {
  /** The path of the field in an event, each step behind a dot. `$or` is no step. */
  readonly field: string;
  /** The path in the pattern, as the author would point at it. */
  readonly shown: string;
  readonly insideOr: boolean;
}

/** The ways to match a pattern: one without `$or`, else one for each combination. Throws `InvalidPattern`. */
export function compileRules(pattern: unknown): readonly Rule[] {
  if (!isObject(pattern)) {
    throw new InvalidPattern(
      "",
      `a pattern is an object, got ${show(pattern)}`,
      typeof pattern === "string" ? "pass the parsed object" : 'write e.g. {"source": ["waybill"]}',
    );
  }
  checkSize(pattern);
  const drafts = addObject(pattern, { field: "", shown: "", insideOr: false }, [new Map()]);
  const rules = drafts.map((draft) => [...draft.values()].sort((a, b) => (a.path < b.path ? -1 : 1)));
  checkComplexity(rules);
  return rules;
}

function addObject(
  object: Readonly<Record<string, unknown>>,
  place: Place,
  drafts: readonly Draft[],
): readonly Draft[] {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  if (entries.length === 0) {
    throw new InvalidPattern(
      place.shown,
      "an empty object is no pattern",
      place.field === "" && !place.insideOr
        ? 'to match every event, write {"source": [{"prefix": ""}]}'
        : 'name a field, e.g. {"state": ["failed"]}',
    );
  }
  return entries.reduce((before, [key, value]) => addEntry(key, value, place, before), drafts);
}

function addEntry(key: string, value: unknown, outer: Place, drafts: readonly Draft[]): readonly Draft[] {
  const shown = outer.shown === "" ? key : `${outer.shown}.${key}`;
  if (key === "$or") return addOr(value, { ...outer, shown, insideOr: true }, drafts);
  if (outer.insideOr && isReserved(key)) {
    throw new InvalidPattern(
      shown,
      `a field inside $or must not be named ${show(key)}, which is reserved`,
      `an operator goes in a field's list, e.g. {"state": [${show({ [key]: value })}]}`,
    );
  }
  const place = { ...outer, field: `${outer.field}.${key}`, shown };
  if (Array.isArray(value)) return addField(value, place, drafts);
  if (isObject(value)) return addObject(value, place, drafts);
  const entry = isOperator(key) ? { [key]: value } : value;
  const owner =
    isOperator(key) && outer.shown !== "" ? outer.field.slice(outer.field.lastIndexOf(".") + 1) : key;
  throw new InvalidPattern(
    shown,
    `what a field may be goes in a list, got ${show(value)}`,
    `write {${show(owner)}: [${show(entry)}]}`,
  );
}

/** A path that was there before is replaced, as EventBridge does it: the last one counts. */
function addField(entries: readonly unknown[], place: Place, drafts: readonly Draft[]): readonly Draft[] {
  if (entries.length === 0) {
    throw new InvalidPattern(
      place.shown,
      "an empty list matches nothing",
      'name a value, e.g. ["failed"], or write [{"exists": true}] for any value',
    );
  }
  const compiled = new Map<string, Entry>();
  for (const entry of entries) {
    const matcher = compileMatcher(entry, place.shown);
    const text = JSON.stringify(entry);
    compiled.set(text, { ...matcher, text });
  }
  const field: Field = { path: place.field, entries: [...compiled.values()] };
  return drafts.map((draft) => new Map(draft).set(field.path, field));
}

function addOr(branches: unknown, place: Place, drafts: readonly Draft[]): readonly Draft[] {
  if (!Array.isArray(branches) || branches.length < 2 || !branches.every(isObject)) {
    throw new InvalidPattern(
      place.shown,
      `$or needs a list of two objects or more, got ${show(branches)}`,
      'write e.g. {"$or": [{"state": ["failed"]}, {"rows": [0]}]}',
    );
  }
  const all: Draft[] = [];
  for (const [i, branch] of branches.entries()) {
    all.push(...addObject(branch, { ...place, shown: `${place.shown}[${i}]` }, drafts));
    if (all.length > COMBINATIONS) {
      throw new InvalidPattern(
        place.shown,
        `the $or lists of a pattern make at most ${COMBINATIONS} combinations, this one makes more`,
        "list values in one field instead, or make two patterns of it",
      );
    }
  }
  return all;
}
