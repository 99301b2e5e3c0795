import type { Definition, TypeCheck } from "../schema.ts";

/** A format of texts, with the options it was made with: `z.email()`, `.regex(…)`, `z.iso.datetime({ local: true })`. */
export interface TextFormat {
  readonly format: string;
  readonly pattern?: RegExp;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly includes?: string;
  readonly position?: number;
  readonly version?: string;
  readonly precision?: number | null;
  readonly offset?: boolean;
  readonly local?: boolean;
}

/** The formats of a text: its own, and those that were added to it. */
export const formatsOf = (definition: Definition, checks: readonly TypeCheck[]): readonly TextFormat[] =>
  [definition, ...checks].flatMap((part) =>
    "check" in part && part.check === "string_format" ? [part as TextFormat] : [],
  );
