/** What must never happen. */
export const CRIMES = {
  stuck: "the run does not end, or something is open after its end",
  silent: "a hop is stored, and nobody ever published it",
  unheard: "a retry of what failed was asked for, and nothing came of it",
  changed: "somebody published what is not stored",
  early: "settled, loaded or announced before everything was done that it needs",
  late: "a unit got on in a generation that its run had left",
  twice: "a generation settled twice, or a row is in the table twice",
  lost: "a row that should be in the table is not",
  mixed: "a stage worked on an artifact that is not its winner's, or such a row is in the table",
  torn: "a hop names an artifact that is not there as it was written",
  fold: "the items in the lineage are not the fold of the hops",
  books: "rows are unaccounted for",
  gap: "a hop names a cause that the lineage does not have",
} as const;

export type Crime = keyof typeof CRIMES;
