import type { UnitItem } from "../../ports/lineage.ts";

/** The first of the greatest (generation, rank) of each unit: what any order of writes comes to. */
export function foldUnits(items: readonly UnitItem[]): UnitItem[] {
  const greatest = new Map<string, UnitItem>();
  for (const item of items) {
    const best = greatest.get(item.unit);
    if (!best || place(item) > place(best)) greatest.set(item.unit, item);
  }
  return [...greatest.values()];
}

const RANKS = 100;
const place = ({ generation, rank }: UnitItem): number => generation * RANKS + rank;
