type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The later one wins, name by name. Lists are replaced; so is a tree of another `kind`. */
export function merge(base: Tree, over: Tree): Tree {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    if (value === undefined) continue;
    const before = base[name];
    merged[name] = isTree(before) && isTree(value) && sameKind(before, value) ? merge(before, value) : value;
  }
  return merged;
}

const sameKind = (before: Tree, value: Tree): boolean =>
  value.kind === undefined || value.kind === before.kind;
