import type { Check } from "../quality/check.ts";
import { type AuthorDraft, type CheckDraft, withIds } from "../quality/draft.ts";
import type { Definition, SourceByName } from "./definition.ts";
import { withoutRepeated } from "./implied.ts";
import { keyRules } from "./key-rules.ts";
import { lookupFor } from "./lookups.ts";
import type { NamedSource, Plan } from "./plan.ts";
import { TOLERATE_ALL } from "./tolerate.ts";

type Draft = CheckDraft | AuthorDraft;
interface Places {
  readonly source: readonly Draft[];
  readonly result: readonly Draft[];
}

/** The inert plan of what an author has said. */
export function planOf(definition: Definition): Plan {
  const { name, source, steps, columns, tolerate, load } = definition;
  const places = placesOf(definition);
  const { lookups, drafts } = resolveReferences(definition, places.result);
  const sourceChecks = withIds(places.source.filter(isLocal));
  const resultChecks = withIds(drafts);
  const isMoved = steps.length === 0 && places.source.length === 0;
  const { corrections } = definition.sourceRules;
  return {
    name,
    source: namedSource(source),
    lookups: lookups.map(namedSource),
    steps,
    columns,
    sourceRules: { checks: sourceChecks, corrections: isMoved ? [] : corrections },
    resultRules: {
      checks: resultChecks,
      corrections: isMoved ? corrections : definition.resultRules.corrections,
    },
    tolerate: tolerate ?? TOLERATE_ALL,
    load,
  };
}

/**
 * Without steps there is one place, the source's: unless a rule refers to another source, which may not be read yet
 * while this one is. Then all rules are the result's, and the stage that computes them waits for the lookups.
 */
function placesOf({ source, steps, implied, sourceRules, resultRules, load }: Definition): Places {
  const contract = source.source.contract.checks.map(draftOf);
  const ofSource: readonly Draft[] = [
    ...withoutRepeated(contract, sourceRules.checks),
    ...sourceRules.checks,
  ];
  if (steps.length > 0) {
    const result: readonly Draft[] = [...withoutRepeated(implied, resultRules.checks), ...resultRules.checks];
    return { source: ofSource, result: [...result, ...keyRules(load, result)] };
  }
  const all = [...ofSource, ...keyRules(load, ofSource)];
  return all.every(isLocal) ? { source: all, result: [] } : { source: [], result: all };
}

const isLocal = (draft: Draft): draft is CheckDraft => !("source" in draft);

const draftOf = ({ id: _, ...draft }: Check): CheckDraft => draft;

function resolveReferences({ source, lookups }: Definition, drafts: readonly Draft[]) {
  let known: readonly SourceByName[] = lookups;
  const resolved = drafts.map((draft): CheckDraft => {
    if (isLocal(draft)) return draft;
    const { source: referred, ...rest } = draft;
    const lookup = lookupFor(referred, source.name, known);
    known = lookup.lookups;
    return { ...rest, lookup: lookup.name };
  });
  return { lookups: known, drafts: resolved };
}

const namedSource = ({ name, source }: SourceByName): NamedSource => ({
  name,
  source,
  rules: { checks: source.contract.checks, corrections: [] },
});
