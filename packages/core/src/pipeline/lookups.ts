import { Usage } from "../errors.ts";
import type { Source } from "../sources/source.ts";
import type { Definition, SourceByName } from "./definition.ts";
import { namedSources, type Sources } from "./sources.ts";

/** The lookups, and those that a step names with `with`. Throws `Usage` (`source.name`, `source.none`, `source.two`). */
export function withLookups(definition: Definition, added: Sources, where: string): readonly SourceByName[] {
  const { source, lookups } = definition;
  const known = (name: string) => lookups.find((lookup) => lookup.name === name);
  const named = Object.entries(added).filter(([name]) => !known(name));
  for (const [name, other] of Object.entries(added)) {
    const earlier = known(name);
    if (earlier && earlier.source !== other) throw twoSources(name, earlier.source, other, where);
  }
  const taken = [source.name, ...lookups.map((lookup) => lookup.name)];
  return [...lookups, ...namedSources(Object.fromEntries(named), taken, where)];
}

const twoSources = (name: string, one: Source, other: Source, where: string): Usage =>
  new Usage("source.two", `${name} names two sources`, {
    where,
    why: `it is ${one.dataset} in one place and ${other.dataset} in another`,
    next: "give them two names, or make the source once, as a const, and use that in both places",
  });

/** The name of a lookup, and all lookups: a source that only a check refers to becomes one, named after its data. */
export function lookupFor(
  source: Source,
  split: string,
  lookups: readonly SourceByName[],
): { readonly name: string; readonly lookups: readonly SourceByName[] } {
  const known = lookups.find((lookup) => lookup.source === source);
  if (known) return { name: known.name, lookups };
  const name = freeName(source.dataset, [split, ...lookups.map((lookup) => lookup.name)]);
  return { name, lookups: [...lookups, { name, source }] };
}

/** `file:data/airports-*.csv.gz` -> `airports`. */
function freeName(dataset: string, taken: readonly string[]): string {
  const file = dataset.split(/[/:\\]/).at(-1) ?? "";
  const stem = file.split(".")[0] ?? "";
  const name = stem.replaceAll(/[^A-Za-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "");
  const base =
    /^[A-Za-z]/.test(name) && !/^(?:input|step\d+|waybill.*)$/i.test(name) ? name : `lookup_${name}`;
  const isFree = (wanted: string) => !taken.some((other) => other.toLowerCase() === wanted.toLowerCase());
  for (let n = 1; ; n++) {
    const wanted = n === 1 ? base : `${base}_${n}`;
    if (isFree(wanted)) return wanted;
  }
}
