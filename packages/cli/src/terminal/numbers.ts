/** `1,234,567` */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/** `1 row`, `2 rows` */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** `340 ms`, `4.2 s`, `2 min 05 s`, `3 h 07 min` */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** `0:07`, `12:30`: what runs while one waits. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");

const BYTE_UNITS = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** `812 bytes`, `1.2 MB`; a kB has 1,000 bytes. */
export const bytes = (value: number): string =>
  value === 1 ? "1 byte" : scaled(value, BYTE_UNITS[0], BYTE_UNITS.slice(1));

/** Rows a second: `940/s`, `1.2 M/s`; null where there is no time to divide by. */
export function rate(rows: number, ms: number): string | null {
  if (ms <= 0 || rows === 0) return null;
  return `${scaled((rows * 1000) / ms, "", ["k", "M", "G"]).trim()}/s`;
}

function scaled(value: number, small: string, units: readonly string[]): string {
  let rest = value;
  let unit = small;
  for (const next of units) {
    if (rest < 999.5) break;
    rest /= 1000;
    unit = next;
  }
  const digits = unit === small || rest >= 99.95 ? 0 : 1;
  return `${rest.toFixed(digits)} ${unit}`;
}
