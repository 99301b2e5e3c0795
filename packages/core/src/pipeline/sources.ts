import { Usage } from "../errors.ts";
import { didYouMean } from "../quality/suggest.ts";
import type { Source } from "../sources/source.ts";
import type { SourceByName } from "./definition.ts";
import { refuseSourceName } from "./names.ts";

export type Sources = Readonly<Record<string, Source>>;

interface Chosen {
  readonly source: SourceByName;
  readonly lookups: readonly SourceByName[];
}

/** Of several sources the first one is split, or the one that `split` names; a single one has the pipeline's name. */
export function chooseSources(pipeline: string, given: Source | Sources, split: string | undefined): Chosen {
  const where = `pipeline ${pipeline}`;
  if (isSource(given)) return { source: { name: pipeline, source: given }, lookups: [] };
  const all = namedSources(given, [], where);
  const name = split ?? all[0]?.name;
  const source = all.find((one) => one.name === name);
  if (source) return { source, lookups: all.filter((one) => one !== source) };
  throw new Usage(
    "source.unknown",
    name === undefined ? "the pipeline has no source" : `there is no source ${name}`,
    {
      where,
      next:
        name === undefined
          ? `write pipeline("${pipeline}", files("data/*.csv", { row: Row }))`
          : didYouMean(
              name,
              all.map((one) => one.name),
            ),
    },
  );
}

/** Sources as an author names them. Throws `Usage` (`source.name`, `source.none`). */
export function namedSources(
  given: unknown,
  taken: readonly string[],
  where: string,
): readonly SourceByName[] {
  const entries: readonly [string, unknown][] =
    given !== null && typeof given === "object" ? Object.entries(given) : [];
  return entries.map(([name, source], i) => {
    refuseSourceName(name, [...taken, ...entries.slice(0, i).map(([earlier]) => earlier)], where);
    if (isSource(source)) return { name, source };
    throw new Usage("source.none", `${name} is no source`, {
      where,
      next: `write { ${name}: files("data/*.csv", { row: Row }) }`,
    });
  });
}

export const isSource = (value: unknown): value is Source =>
  value !== null &&
  typeof value === "object" &&
  "contract" in value &&
  "read" in value &&
  typeof value.read === "function";
