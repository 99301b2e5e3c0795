/** Characters of a value that a reason shows. */
const SHOWN = 100;

/** A value as a reason shows it: in quotes, so that a blank is seen, and cut where it is long. */
export const shown = (text: string): string =>
  `"${(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text).toWellFormed()}"`;
