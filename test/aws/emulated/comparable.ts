import type { Envelope } from "@waybill/events";

type Tree = Readonly<Record<string, unknown>>;
/** What rows a file has, by its URI. */
export type Digests = ReadonlyMap<string, string>;

/** What is another in each run, or on each machine: when, how long, by whom, and where things lie. */
const OWN = new Set(["ms", "uri", "version", "describe", "definition", "trigger", "warehouse", "stages"]);
/** What the same rows need not have in common: the engine writes them by several threads. */
const OF_FILE = new Set(["bytes", "checksum"]);

/**
 * The hops of a run, as they are to be the same wherever it runs: their slots, what caused what, what was done with how
 * many rows, and which rows came out.
 */
export function comparable(hops: readonly Envelope[], digests: Digests): readonly object[] {
  const slots = new Map(hops.map(({ metadata }) => [metadata.id, slotOf(metadata)]));
  return hops
    .map(({ metadata, data }) => ({
      slot: slotOf(metadata),
      type: metadata.type,
      pipeline: metadata.pipeline,
      partition: metadata.partition,
      attempt: metadata.attempt,
      causedBy: metadata.causationId === null ? null : (slots.get(metadata.causationId) ?? "another run"),
      data: withoutOwn(data, digests),
    }))
    .sort((a, b) => (a.slot < b.slot ? -1 : 1));
}

const slotOf = ({ slot }: Envelope["metadata"]): string => `${slot.unit} ${slot.stage} ${slot.generation}`;

function withoutOwn(value: unknown, digests: Digests): unknown {
  if (Array.isArray(value)) return value.map((inner) => withoutOwn(inner, digests));
  if (typeof value !== "object" || value === null) return value;
  const left = Object.entries(value as Tree).filter(
    ([name]) => !OWN.has(name) && !(isArtifact(value) && OF_FILE.has(name)),
  );
  return Object.fromEntries([
    ...left.map(([name, inner]) => [name, withoutOwn(inner, digests)] as const),
    ...(isArtifact(value) && value.format === "parquet" ? [["rows digest", digests.get(value.uri)]] : []),
  ]);
}

interface FileOfRows {
  readonly uri: string;
  readonly format: string;
}

const isArtifact = (value: object): value is FileOfRows => "uri" in value && "format" in value;

/** Stages after the barrier. */
const LATER: readonly string[] = ["load", "complete"];

export const isBeforeLoad = ({ metadata }: Envelope): boolean => !LATER.includes(metadata.slot.stage);

/** The URIs of all files of rows that the hops speak of. */
export function filesOfRows(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = isArtifact(value) && value.format === "parquet" ? [value.uri] : [];
  return [...new Set([...own, ...Object.values(value).flatMap(filesOfRows)])];
}
