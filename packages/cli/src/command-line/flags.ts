/** Flags that several commands have, declared once. */
export const stateFlag = {
  state: {
    kind: "parsed",
    parse: String,
    optional: true,
    placeholder: "folder",
    brief: "Where runs, artifacts and the warehouse are [.waybill, or WAYBILL_STATE]",
  },
} as const;

export const jsonFlag = {
  json: { kind: "boolean", optional: true, withNegated: false, brief: "Machine output alone on stdout" },
} as const;

export const limitFlag = (brief: string) =>
  ({ limit: { kind: "parsed", parse: wholeNumber, optional: true, placeholder: "n", brief } }) as const;

export interface StateFlag {
  readonly state?: string;
}
export interface JsonFlag {
  readonly json?: boolean;
}
export interface LimitFlag {
  readonly limit?: number;
}

export const text = (placeholder: string, brief: string) => ({ parse: String, placeholder, brief }) as const;

export function wholeNumber(given: string): number {
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw new Error("it takes a whole number from 1 on");
}

const MOST_THREADS = 1024;

/** More would only cost memory: no machine runs so many at once. */
export function threads(given: string): number {
  if (/^[1-9]\d{0,3}$/.test(given) && Number(given) <= MOST_THREADS) return Number(given);
  throw new Error(`it takes a whole number from 1 to ${MOST_THREADS}`);
}

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** Bytes: `64MB`, `1.5 GiB`, `1000000`. */
export function size(given: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(given.trim()) ?? [];
  const factor = UNITS[(unit ?? "-").toLowerCase()];
  const value = Math.round(Number(number) * (factor ?? Number.NaN));
  if (value > 0) return value;
  throw new Error("it takes a size: 64MB, 1GiB, or a number of bytes");
}

/** The same as text, for settings that the engine reads itself: `2GB`. */
export function memory(given: string): string {
  size(given);
  return given.trim();
}

export interface Setting {
  readonly key: string;
  readonly value: string;
}

/** `since=2026-01-01` */
export function setting(given: string): Setting {
  const [, key, value] = /^([A-Za-z_][A-Za-z0-9_.-]*)=([\s\S]*)$/.exec(given) ?? [];
  if (key !== undefined && value !== undefined) return { key, value };
  throw new Error("it takes key=value, with a key of letters, digits, _ . and -");
}
