import type { Artifact, CheckCount } from "@waybill/events";

/** Characters of a text from outside that an event carries: a value may be a whole document. */
const QUOTED = 300;
/** Of a message, which is there to be read. */
const MESSAGE = 2000;

/** The beginning of a text that is too long for an event, and how long it was. */
export const quote = (text: string, most: number = QUOTED): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}… (${text.length} characters)`;

export const quoteMessage = (text: string): string => quote(text, MESSAGE);

/** Checks that an event names in any case: a row contract of a thousand columns has more. */
const CHECKS = 200;

/** The checks as an event names them: of very many those that found something. */
export function quoteChecks(checks: readonly CheckCount[]): CheckCount[] {
  const named =
    checks.length > CHECKS ? checks.filter(({ failed, corrected }) => failed + corrected > 0) : checks;
  return named.map((check) => (check.example === null ? check : { ...check, example: quote(check.example) }));
}

/** The artifact without its columns, which the hop that wrote it names. */
export const reference = ({ schema: _, ...artifact }: Artifact): Artifact => artifact;
