/** A place in an event, and a value that the pattern takes there. */
interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

type Tree = Readonly<Record<string, unknown>>;

/**
 * Events around a pattern, made of one event: as it is; with all that an alternative of the pattern asks for; and with
 * all but one of it, which is another value, or absent.
 */
export function eventsAround(pattern: unknown, event: Tree): readonly Tree[] {
  const around = alternatives(pattern as Tree).flatMap((leaves) => {
    const without = (left: Leaf) =>
      withLeaves(
        event,
        leaves.filter((leaf) => leaf !== left),
      );
    return [
      withLeaves(event, leaves),
      ...leaves.map((leaf) => withLeaves(without(leaf), [{ ...leaf, value: "another" }])),
      ...leaves.map((leaf) => withLeaves(without(leaf), [{ ...leaf, value: undefined }])),
    ];
  });
  return [event, ...around];
}

/** The leaves of each of a pattern's alternatives. */
function alternatives(pattern: Tree, path: readonly string[] = []): readonly (readonly Leaf[])[] {
  return Object.entries(pattern).reduce<readonly (readonly Leaf[])[]>(
    (before, [name, inner]) => {
      const more =
        name === "$or"
          ? (inner as readonly Tree[]).flatMap((one) => alternatives(one, path))
          : Array.isArray(inner)
            ? [[{ path: [...path, name], value: taken(inner[0]) }]]
            : alternatives(inner as Tree, [...path, name]);
      return before.flatMap((leaves) => more.map((others) => [...leaves, ...others]));
    },
    [[]],
  );
}

/** A value that this entry of a list takes. */
function taken(entry: unknown): unknown {
  if (typeof entry !== "object" || entry === null) return entry;
  const [[operator, operand] = []] = Object.entries(entry);
  if (operator === "prefix") return `${operand}and more`;
  throw new Error(`no value is known for ${JSON.stringify(entry)}: add it to ${import.meta.filename}`);
}

/** A copy with these values; where one is undefined, the field is absent. */
function withLeaves(event: Tree, leaves: readonly Leaf[]): Tree {
  const copy = structuredClone(event) as Record<string, unknown>;
  for (const { path, value } of leaves) {
    let at = copy;
    for (const name of path.slice(0, -1)) {
      if (typeof at[name] !== "object" || at[name] === null) at[name] = {};
      at = at[name] as Record<string, unknown>;
    }
    const last = path.at(-1) ?? "";
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  return copy;
}
