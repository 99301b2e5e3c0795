import type * as z from "zod";
import { ContractError } from "./errors.ts";

/** A version that came after another says how the older one's data becomes its own. */
export interface Successor<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  // The older shape is checked by the older schema before it gets here.
  readonly upcast: (older: never) => z.input<Schema>;
}
export type Versions = Readonly<Record<number, z.ZodType | Successor>>;

export type SchemaOf<V> = V extends Successor<infer S> ? S : V extends z.ZodType ? V : never;

type Before = [never, never, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];

/** Each upcast takes what the version before it gives, and gives what its own version takes. */
export type Chained<V> = {
  readonly [N in keyof V]: N extends keyof Before
    ? V[N] extends Successor
      ? {
          readonly schema: SchemaOf<V[N]>;
          readonly upcast: (older: z.output<SchemaOf<V[Before[N] & keyof V]>>) => z.input<SchemaOf<V[N]>>;
        }
      : V[N]
    : V[N];
};

type Highest<N extends number, Count extends readonly unknown[] = [unknown]> = [
  ...Count,
  unknown,
]["length"] extends N
  ? Highest<N, [...Count, unknown]>
  : Count["length"];

/** The schema of the latest version. */
export type LatestOf<V> = SchemaOf<V[Highest<keyof V & number> & keyof V]>;

const isSuccessor = (version: z.ZodType | Successor): version is Successor => "upcast" in version;

/** The shape of each version. Throws `ContractError`: `event.version-gap`, `event.no-upcast`. */
export function schemasOf(type: string, versions: Versions): Readonly<Record<number, z.ZodType>> {
  const numbers = Object.keys(versions).map(Number);
  if (numbers.length === 0 || numbers.some((n, i) => n !== i + 1)) {
    throw new ContractError("event.version-gap", `${type} has versions ${numbers.join(", ") || "none"}`, {
      where: type,
      why: "versions are counted from 1 without a gap, so that each can be upcast to the next",
      next: `number them 1 to ${Math.max(numbers.length, 1)}`,
    });
  }
  const schemas: Record<number, z.ZodType> = {};
  for (const n of numbers) {
    const entry = versions[n] as z.ZodType | Successor;
    if (n > 1 && !isSuccessor(entry)) {
      throw new ContractError(
        "event.no-upcast",
        `${type} version ${n} does not say how version ${n - 1} becomes it`,
        { where: type, next: `write { schema, upcast: (v${n - 1}) => … }` },
      );
    }
    schemas[n] = isSuccessor(entry) ? entry.schema : entry;
  }
  return schemas;
}
