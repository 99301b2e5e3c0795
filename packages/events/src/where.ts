import type { EventDefinition, EventOf } from "./define.ts";
import type { Metadata } from "./envelope.ts";

/** What a filter may ask of a text: one of some values, or one of EventBridge's text operators. */
export type TextFilter<Text extends string = string> =
  | Text
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly wildcard: string }
  | { readonly "equals-ignore-case": string }
  | { readonly "anything-but": Text | readonly Text[] }
  | { readonly exists: boolean };

type Comparison = "<" | "<=" | "=" | ">" | ">=";
export type NumberFilter =
  | number
  | { readonly numeric: readonly [Comparison, number] | readonly [">" | ">=", number, "<" | "<=", number] }
  | { readonly "anything-but": number | readonly number[] }
  | { readonly exists: boolean };

/** One filter a field, a list of what may match: any one of the list is enough. A list of the data is asked item by item. */
export type FilterOf<V> = [NonNullable<V>] extends [string]
  ? readonly (TextFilter<NonNullable<V>> | Extract<V, null>)[]
  : [NonNullable<V>] extends [number]
    ? readonly (NumberFilter | Extract<V, null>)[]
    : [NonNullable<V>] extends [boolean]
      ? readonly (NonNullable<V> | Extract<V, null> | { readonly exists: boolean })[]
      : [NonNullable<V>] extends [readonly (infer Item)[]]
        ? FilterOf<Item>
        : { readonly [K in AllKeys<NonNullable<V>>]?: FilterOf<ValueAt<NonNullable<V>, K>> };
type AllKeys<V> = V extends unknown ? keyof V & string : never;
type ValueAt<V, K extends string> = V extends unknown ? (K extends keyof V ? V[K] : never) : never;

type Filterable = "pipeline" | "tenant" | "runId" | "producer" | "replay" | "slot" | "partition";

/** A typed filter over an event: its metadata by name, its data below `data`. All of it must match. */
export type Where<D extends EventDefinition> = {
  readonly [K in Filterable]?: FilterOf<Metadata[K]>;
} & { readonly data?: FilterOf<EventOf<D>["data"]> };
