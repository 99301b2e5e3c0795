import { Usage } from "../errors.ts";

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 } as const;
type Unit = keyof typeof SECONDS;

/** `2 days`, `90 minutes`, `1.5 hours`. A day is 24 hours. */
export type Duration = `${number} ${Unit | `${Unit}s`}`;

/** Throws `Usage` (`check.duration`). */
export function durationSeconds(text: string, where: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ([a-z]+?)s?$/.exec(text) ?? [];
  const seconds = Object.hasOwn(SECONDS, unit ?? "") ? Number(amount) * SECONDS[unit as Unit] : 0;
  if (seconds > 0) return seconds;
  throw new Usage("check.duration", `${JSON.stringify(text)} is no duration`, {
    where,
    why: `it is a number above 0 and one of ${Object.keys(SECONDS).join("s, ")}s`,
    next: 'write "2 days" or "90 minutes"',
  });
}
