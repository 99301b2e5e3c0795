import type { Progress } from "@waybill/core";

/** The condition under which an item moves on: it has come nowhere yet, or less far. */
export function behind<Attribute>(
  { rank, generation }: { readonly rank: Attribute; readonly generation: Attribute },
  { notExists, eq, lt }: Comparisons<Attribute>,
  to: Progress,
): string {
  const lowerRank = `(${eq(generation, to.generation)} AND ${lt(rank, to.rank)})`;
  return `(${notExists(rank)} OR ${lt(generation, to.generation)} OR ${lowerRank})`;
}

interface Comparisons<Attribute> {
  notExists(attribute: Attribute): string;
  eq(attribute: Attribute, value: number): string;
  lt(attribute: Attribute, value: number): string;
}
