/** How the engine marks a value on the wire, and how it says that it is secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

type Tree = Readonly<Record<string, unknown>>;

/** A value of the engine as plain JSON: secrets opened, files as where they are. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const tree = value as Tree;
  if (tree[SIGNATURE] === SECRET) return plain(tree.value);
  if (tree.__pulumiAsset || tree.__pulumiArchive) return { file: fileOf(tree) };
  return Object.fromEntries(Object.entries(tree).map(([name, inner]) => [name, plain(inner)]));
}

const fileOf = (asset: Tree): unknown =>
  asset.path ?? asset.text ?? asset.uri ?? Object.keys((asset.assets ?? {}) as Tree);
