import {
  type Artifact,
  type Envelope,
  Extracted,
  isEvent,
  Loaded,
  Transformed,
  Validated,
} from "@waybill/events";
import { passes } from "../../engine/memory/files.ts";
import { HopIndex } from "../../run/hop-index.ts";
import type { Unit } from "../../run/unit.ts";
import type { Row } from "../../transform/step.ts";
import type { Crime } from "./crime.ts";
import type { World } from "./world.ts";

/** Every artifact that a stored hop names is there, as it was written. */
export async function judgeArtifacts({ objects }: World, hops: readonly Envelope[]): Promise<Crime[]> {
  for (const artifact of hops.flatMap(({ data }) => artifactsIn(data))) {
    const whole = await objects.get(artifact.uri, artifact).then(
      () => true,
      () => false,
    );
    if (!whole) return ["torn"];
  }
  return [];
}

function artifactsIn(value: unknown): Artifact[] {
  if (value === null || typeof value !== "object") return [];
  if ("uri" in value && "checksum" in value) return [value as Artifact];
  return Object.values(value).flatMap(artifactsIn);
}

/** Every transform that counts read the winners of the stage before, and of the lookups. */
export function judgeInputs({ plan }: World, hops: readonly Envelope[]): Crime[] {
  const index = new HopIndex(plan, hops);
  const extracted = (filter: (unit: Unit) => boolean) =>
    index.all(Extracted, "extract", filter).map(({ data }) => data.artifact.uri);
  const lookups = extracted(({ role }) => role === "lookup");
  for (const unit of index.units) {
    const [hop] = index.all(Transformed, "transform", ({ name }) => name === unit.name);
    if (!hop) continue;
    const expected =
      unit.role === "step"
        ? index
            .all(
              Transformed,
              "transform",
              ({ segment, role }) => role !== "lookup" && segment === unit.segment - 1,
            )
            .map(({ data }) => data.artifact.uri)
        : extracted(({ name }) => name === unit.name);
    if (
      !sameSet(
        expected,
        hop.data.inputs.map(({ uri }) => uri),
      )
    )
      return ["mixed"];
    if (
      !sameSet(
        lookups,
        Object.values(hop.data.lookups).map(({ uri }) => uri),
      )
    )
      return ["mixed"];
  }
  return [];
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

/** Loaded: then each good row of the winners is there once, as the winner wrote it. Failed: then nothing is there. */
export async function judgeTable(
  world: World,
  hops: readonly Envelope[],
  outcome: string | null,
): Promise<Crime[]> {
  const { plan, warehouse } = world;
  const there = (warehouse.tables.get(plan.load?.table ?? "") ?? []).map(fingerprint).sort();
  const loaded = hops.some((hop) => isEvent(Loaded, hop));
  if (outcome === "failed" && !loaded) return there.length > 0 ? ["early"] : [];
  if (outcome !== "completed") return loaded ? ["lost"] : [];
  const expected = (await goodRows(world, hops)).map(fingerprint).sort();
  if (new Set(there).size < there.length) return ["twice"];
  if (there.length < expected.length) return ["lost"];
  return sameSet(there, expected) ? [] : ["mixed"];
}

/** What the winners wrote, without rows that are held back and without those whose number is there twice. */
async function goodRows({ plan, files, objects }: World, hops: readonly Envelope[]): Promise<readonly Row[]> {
  const index = new HopIndex(plan, hops);
  const validated = index.all(Validated, "validate", index.isLast);
  const uris = validated.flatMap(({ data }) => (data.scope === "unit" ? [data.artifact.uri] : []));
  const lists = await Promise.all(uris.map(async (uri) => files.get(await objects.open(uri)) ?? []));
  const rows = lists.flat().filter(passes);
  if (!plan.resultRules.checks.some(({ rule }) => rule === "unique")) return rows;
  const numbers = rows.map(({ n }) => n);
  return rows.filter(({ n }) => numbers.indexOf(n) === numbers.lastIndexOf(n));
}

const fingerprint = (row: Row): string => `${row.n} ${row.trace}`;
