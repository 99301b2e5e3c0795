import type { Random } from "../support/random.ts";

/** So many milliseconds after a line was seen, or after the start. */
export interface Moment {
  readonly after: RegExp | null;
  readonly ms: number;
}

/** The stretches of a run's life, with the longest wait in each that still hits it. */
const STRETCHES: readonly (readonly [after: RegExp | null, upToMs: number])[] = [
  [null, 700],
  [/ Requested /, 300],
  [/ Planned +run /, 100],
  [/ Extracted /, 150],
  [/ Transformed /, 150],
  [/ Validated /, 100],
  [/ Validated +run /, 150],
  [/ Loaded +run /, 20],
  [/ Completed +run /, 40],
];

/** Random moments, spread over all stretches of a run's life. */
export function momentsFrom(random: Random): () => Moment {
  const left: (typeof STRETCHES)[number][] = [];
  return () => {
    if (left.length === 0) left.push(...STRETCHES);
    const [[after, upToMs] = [null, 0]] = left.splice(Math.floor(random(left.length)), 1);
    return { after, ms: Math.floor(random(upToMs)) };
  };
}
