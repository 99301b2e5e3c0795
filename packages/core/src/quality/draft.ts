import type { Source } from "../sources/source.ts";
import type { Check, Rule, Severity } from "./check.ts";

/** A rule before it has its place in a pipeline, and with that its id. */
export type CheckDraft = DraftBase & Rule;

interface DraftBase {
  readonly column: string | null;
  readonly severity: Severity;
  readonly implied: boolean;
  /** Takes the rule's place in the id: `rows.<name>`. */
  readonly name?: string;
}

/** A reference still holds the source itself: its name in the pipeline is not known before all steps are. */
export interface ReferenceDraft extends DraftBase {
  readonly rule: "references";
  readonly source: Source;
  readonly target: string;
}

export type AuthorDraft = Exclude<CheckDraft, { rule: "references" }> | ReferenceDraft;

/** `delay.between`; a second one alike in the same place is `delay.between#2`. */
export function withIds(drafts: readonly CheckDraft[]): readonly Check[] {
  const taken = new Set<string>();
  return drafts.map(({ name, ...draft }) => {
    const wanted = `${draft.column ?? "rows"}.${name ?? draft.rule}`;
    const id = firstFree(wanted, taken);
    taken.add(id);
    return { id, ...draft };
  });
}

function firstFree(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.has(`${wanted}#${n}`)) return `${wanted}#${n}`;
}
