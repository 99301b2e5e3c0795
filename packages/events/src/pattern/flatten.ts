import { isObject, isScalar, type Scalar } from "./json.ts";

/** The arrays around a leaf, by number, and which of their elements it is in. */
export type Place = ReadonlyMap<number, number>;

export interface Leaf {
  readonly value: Scalar;
  /** The same object for all leaves of one element. */
  readonly place: Place;
}

/** The leaves of an event by path, each step of it behind a dot. */
export type Leaves = ReadonlyMap<string, readonly Leaf[]>;

/** Undefined for what is no object: no pattern matches it. */
export function flatten(event: unknown): Leaves | undefined {
  if (!isObject(event)) return undefined;
  const leaves = new Map<string, Leaf[]>();
  let arrays = 0;

  const visit = (node: unknown, path: string, place: Place): void => {
    if (Array.isArray(node)) {
      const array = arrays++;
      for (const [index, item] of node.entries()) {
        // A scalar is a value of the field itself: only what has an inside belongs to its element.
        if (isScalar(item)) visit(item, path, place);
        else visit(item, path, new Map(place).set(array, index));
      }
    } else if (isObject(node)) {
      for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`, place);
    } else if (isScalar(node)) {
      const same = leaves.get(path);
      if (same) same.push({ value: node, place });
      else leaves.set(path, [{ value: node, place }]);
    }
  };
  visit(event, "", new Map());
  return leaves;
}
