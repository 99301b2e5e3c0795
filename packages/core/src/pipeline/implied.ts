import { isDeepStrictEqual } from "node:util";
import type { AuthorDraft, CheckDraft } from "../quality/draft.ts";

/** The implied rules without those that the author says too, unless the author's would only warn. */
export const withoutRepeated = (
  implied: readonly CheckDraft[],
  said: readonly AuthorDraft[],
): readonly CheckDraft[] => {
  const strict = said.filter(({ severity }) => severity !== "warn").map(ruleOf);
  return implied.filter((draft) => !strict.some((rule) => isDeepStrictEqual(rule, ruleOf(draft))));
};

const ruleOf = ({ severity: _, implied: __, name: ___, ...rule }: CheckDraft | AuthorDraft) => rule;
