import type { Column } from "../contract/column.ts";
import type { Correction } from "../quality/check.ts";
import type { AuthorDraft, CheckDraft } from "../quality/draft.ts";
import type { Source } from "../sources/source.ts";
import type { Step } from "../transform/step.ts";
import type { LoadTarget, Tolerance } from "./plan.ts";

/** What an author has said so far. Each method of a pipeline makes a new one. */
export interface Definition {
  readonly name: string;
  readonly source: SourceByName;
  readonly lookups: readonly SourceByName[];
  readonly steps: readonly Step[];
  /** As they are after the last step. */
  readonly columns: readonly Column[];
  /** What the contract of the last step implies about its columns; empty where there is no step. */
  readonly implied: readonly CheckDraft[];
  readonly sourceRules: AuthorRules;
  readonly resultRules: AuthorRules;
  readonly tolerate: Tolerance | null;
  readonly load: LoadTarget | null;
}

export interface SourceByName {
  readonly name: string;
  readonly source: Source;
}

export interface AuthorRules {
  readonly checks: readonly AuthorDraft[];
  readonly corrections: readonly Correction[];
}

export const NO_RULES: AuthorRules = { checks: [], corrections: [] };

/** For messages: `pipeline flights, .load()`. */
export const placeOf = ({ name }: Pick<Definition, "name">, method: string): string =>
  `pipeline ${name}, .${method}()`;
