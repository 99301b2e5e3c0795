/** The one of `names` that `wrong` was most likely meant to be; null where none comes close. */
export function closest(wrong: string, names: readonly string[]): string | null {
  const limit = Math.max(1, Math.floor(wrong.length / 3));
  let best: string | null = null;
  let least = limit + 1;
  for (const name of names) {
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

const LISTED = 12;

/** What to do about a name that is not there: `did you mean id?`, or the names that are. */
export function didYouMean(wrong: string, names: readonly string[]): string {
  const best = closest(wrong, names);
  if (best !== null) return `did you mean ${best}?`;
  if (names.length === 0) return "there is none";
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : "";
  return `there are: ${names.slice(0, LISTED).join(", ")}${more}`;
}

/** Insertions, deletions, replacements, and swaps of neighbours that turn one text into the other. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      rows[i]?.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(a.length, b.length);
}
